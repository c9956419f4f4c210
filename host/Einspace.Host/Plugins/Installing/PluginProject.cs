using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using Einspace.Sdk;

namespace Einspace.Host.Plugins.Installing;

/// <summary>The project of a plugin, to be built by the .NET SDK of who has it.</summary>
/// <param name="Path">Full path of the <c>.csproj</c>.</param>
internal sealed record PluginProject(string Path)
{
    private const int TailLines = 20;

    /// <summary>Finds the project of a folder: the only one in it, or else the only one up to two folders below that is none of tests.</summary>
    /// <exception cref="InputException">There is none, or several.</exception>
    public static PluginProject Find(string path)
    {
        if (File.Exists(path))
        {
            return path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)
                ? new PluginProject(System.IO.Path.GetFullPath(path))
                : throw new InputException($"'{path}' is no project: expected a folder with a .csproj, or the .csproj itself.");
        }

        if (!Directory.Exists(path))
            throw new InputException($"There is nothing at '{path}': expected a folder with a plugin's project.");
        string[] here = Directory.GetFiles(path, "*.csproj");
        string[] found = here.Length > 0 ? here : [.. Below(path).Where(project => !IsOfTests(project))];
        return found switch
        {
            [var only] => new PluginProject(System.IO.Path.GetFullPath(only)),
            [] when Below(path).Any() => throw new InputException($"'{path}' holds projects of tests alone, by their names; say which one is the plugin's: {string.Join(", ", Below(path).Order(StringComparer.Ordinal))}"),
            [] => throw new InputException($"'{path}' holds no project (*.csproj)."),
            _ => throw new InputException($"'{path}' holds several projects: say which one: {string.Join(", ", found.Order(StringComparer.Ordinal))}"),
        };
    }

    /// <summary>Publishes it by <c>dotnet publish -c Release</c>.</summary>
    /// <param name="output">The folder to publish into; empty.</param>
    /// <param name="log">The file that receives what dotnet says.</param>
    /// <param name="tail">Receives the end of it where the build fails.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InputException">There is no dotnet, or the build fails.</exception>
    public async Task PublishAsync(string output, string log, TextWriter tail, CancellationToken cancellation)
    {
        string dotnet = FindDotnet()
            ?? throw new InputException("Building a plugin needs the .NET 10 SDK, and there is no 'dotnet' on PATH: install dotnet-sdk-10.0, or install the plugin as it was built elsewhere (einspace plugin add).");
        ProcessStartInfo start = new(dotnet, ["publish", Path, "-c", "Release", "-o", output, "--nologo", "-v", "minimal"])
        {
            WorkingDirectory = System.IO.Path.GetDirectoryName(Path)!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Nothing of a build outlives it.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        ImmutableArray<string> lines = [];
        using Process process = Start(start);
        try
        {
            process.StandardInput.Close();
            string[] said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
            await process.WaitForExitAsync(cancellation);
            lines = [.. said.SelectMany(text => text.Split('\n', StringSplitOptions.RemoveEmptyEntries))];
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        await WriteAsync(log, lines, cancellation);
        if (process.ExitCode == 0)
            return;
        foreach (string line in lines.TakeLast(TailLines))
            await tail.WriteLineAsync($"  | {line.TrimEnd()}");
        throw new InputException($"dotnet publish of {Path} failed with exit code {process.ExitCode}; the whole log: {log}");
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InputException($"{start.FileName} cannot be started: {e.Message}", e);
        }
    }

    private static async Task WriteAsync(string log, IEnumerable<string> lines, CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(log)!);
            await File.WriteAllLinesAsync(log, lines, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The log of the build cannot be written: {e.Message}", e);
        }
    }

    private static IEnumerable<string> Below(string folder) => Directory.EnumerateFiles(
        folder, "*.csproj", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 });

    private static bool IsOfTests(string project) =>
        System.IO.Path.GetFileNameWithoutExtension(project).EndsWith("Tests", StringComparison.Ordinal)
        || File.ReadAllText(project).Contains("Microsoft.NET.Test.Sdk", StringComparison.Ordinal);

    private static string? FindDotnet() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .Append(Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? "")
        .Where(System.IO.Path.IsPathFullyQualified)
        .Select(folder => System.IO.Path.Combine(folder, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"))
        .FirstOrDefault(File.Exists);
}
