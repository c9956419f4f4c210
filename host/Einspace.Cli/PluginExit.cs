using Einspace.Host;
using Einspace.Host.Studies;

namespace Einspace.Cli;

/// <summary>Tells that a plugin ended the program (<see cref="Environment.Exit"/>), which would pass for the program's own end otherwise.</summary>
internal sealed class PluginExit : IDisposable
{
    private readonly CancellationToken _interrupted;

    /// <summary>Begins to watch.</summary>
    /// <param name="interrupted">Set where the user ends the program.</param>
    public PluginExit(CancellationToken interrupted)
    {
        _interrupted = interrupted;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    public void Dispose() => AppDomain.CurrentDomain.ProcessExit -= OnExit;

    // On a thread of .NET's own, so that who called for the end cannot be seen, only who was asked meanwhile.
    private void OnExit(object? sender, EventArgs e)
    {
        if (_interrupted.IsCancellationRequested)
            return;
        string when = PartGuard.Asked is { } asked ? $", while {asked}" : "";
        Console.Error.WriteLine($"A plugin ended the program (Environment.Exit), which no plugin may{when}. What a study had finished is in its journal.");
        Posix.Exit(ExitCode.Fault);
    }
}
