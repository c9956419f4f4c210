using System.Collections.Immutable;

namespace Einspace.Host.Workers;

/// <summary>The command line that runs a worker: this very program.</summary>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">What stands before the worker's own arguments.</param>
internal sealed record WorkerProgram(string FileName, ImmutableArray<string> Arguments)
{
    /// <summary>This process' own program, started as <c>einspace</c> or as <c>dotnet einspace.dll</c>.</summary>
    public static WorkerProgram Own
    {
        get
        {
            string program = Environment.ProcessPath
                ?? throw new InvalidOperationException("The path of this program is unknown, so that no worker can be started.");
            return Path.GetFileNameWithoutExtension(program) == "dotnet"
                ? new WorkerProgram(program, [Environment.GetCommandLineArgs()[0], "worker"])
                : new WorkerProgram(program, ["worker"]);
        }
    }
}
