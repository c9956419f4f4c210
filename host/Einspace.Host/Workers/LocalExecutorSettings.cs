using System.Collections.Immutable;

namespace Einspace.Host.Workers;

/// <summary>How local workers are run.</summary>
/// <param name="Program">The workers' program.</param>
/// <param name="Slots">How many workers there are.</param>
/// <param name="Threads">How many threads each computes with.</param>
/// <param name="Plugins">What each loads.</param>
/// <param name="LogFolder">Where their logs go.</param>
internal sealed record LocalExecutorSettings(
    WorkerProgram Program, int Slots, int Threads, ImmutableArray<PinnedPlugin> Plugins, string LogFolder);
