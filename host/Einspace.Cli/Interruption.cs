using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Einspace.Cli;

/// <summary>
/// Ctrl-C and termination requests: the first asks the command to stop cleanly, however long that takes; a later one ends the
/// process at once. What comes within half a second of the first is the same one: programs such as timeout tell the process and its
/// group, and nobody means to end by the second what is only about to stop.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Once = TimeSpan.FromSeconds(0.5);
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private long? _first;

    public Interruption() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
    ];

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        lock (_gate)
        {
            if (_first is { } first && Stopwatch.GetElapsedTime(first) > Once)
                Environment.Exit(ExitCode.Interrupted);
            if (_first is not null)
                return;
            _first = Stopwatch.GetTimestamp();
        }

        _source.Cancel();
    }
}
