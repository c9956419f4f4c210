using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Einspace.EndToEnd.Tests;

/// <summary>The real command, run as a process with folders of the user's own that are empty.</summary>
internal sealed class EinspaceCommand : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly string _home = Folders.Temporary();

    /// <summary>Where the user's data, cache and state folders lie.</summary>
    public string Home => _home;

    public Result Run(params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"einspace {string.Join(' ', arguments)} did not end within {Patience}.");
        }

        return new Result(process.ExitCode, output.Result, error.Result);
    }

    public Process Start(params string[] arguments)
    {
        // A runner in the background hands down SIGINT ignored; the program is to be asked as from a terminal. A limit on files is to
        // be an error of writing, as a full disk is, and no signal.
        string program = Path.Combine(Folders.Artifacts, "app", "einspace");
        ProcessStartInfo start = new("env", ["--default-signal=INT", "--ignore-signal=XFSZ", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _home,
        };
        start.Environment["XDG_DATA_HOME"] = Path.Combine(_home, "data");
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(_home, "cache");
        start.Environment["XDG_STATE_HOME"] = Path.Combine(_home, "state");
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return Process.Start(start)!;
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);

    /// <param name="ExitCode">What it answered to the shell.</param>
    /// <param name="Output">Standard output.</param>
    /// <param name="Error">Standard error.</param>
    internal sealed record Result(int ExitCode, string Output, string Error);
}
