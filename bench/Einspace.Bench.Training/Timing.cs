namespace Einspace.Bench.Training;

/// <summary>What a training step took. On a busy machine only the processor time says something.</summary>
/// <param name="Wall">Milliseconds by the clock.</param>
/// <param name="Cpu">Milliseconds of processor time, of all threads of the process.</param>
internal readonly record struct Timing(double Wall, double Cpu);
