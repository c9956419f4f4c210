using System.Diagnostics;

namespace Einspace.Templates.Tests;

/// <summary>
/// An author's machine: a feed that <c>sdk pack</c> has filled, the templates installed from it, folders of the user's own that are empty.
/// Package sources are those of the machine; what NuGet unpacks goes into a folder of its own, so that nothing stale is met there.
/// </summary>
internal sealed class Workshop : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(9);
    private static readonly Lazy<Workshop> TheOne = new(() => new Workshop());
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("einspace-workshop-");

    private Workshop()
    {
        Einspace("sdk", "pack", "--output", Feed);
        Run(Folder, "dotnet", "new", "install", Directory.GetFiles(Feed, "Einspace.Templates.*.nupkg").Single(), "--debug:custom-hive", Hive);
    }

    /// <summary>Made when it is first asked for: packing takes a while, and not all tests need it.</summary>
    public static Workshop Instance => TheOne.Value;

    /// <summary>The checkout: the first folder above this assembly that holds the solution.</summary>
    public static string Checkout { get; } = Find(AppContext.BaseDirectory);

    public string Feed => Path.Combine(Folder, "feed");

    public string Folder => _home.FullName;

    private string Hive => Path.Combine(Folder, "hive");

    public static void Close()
    {
        if (TheOne.IsValueCreated)
            TheOne.Value.Dispose();
    }

    /// <summary>Writes a solution from the template; its folder.</summary>
    public string Generate(string name, params string[] options)
    {
        Run(Folder, "dotnet", ["new", "einspace-plugin", "-n", name, "--debug:custom-hive", Hive, .. options]);
        return Path.Combine(Folder, name);
    }

    /// <summary>Builds a project or solution, no warning allowed, as <c>dotnet COMMAND</c> does.</summary>
    public string Dotnet(string command, string folder, params string[] options) =>
        Run(folder, "dotnet", [command, "-c", "Release", "--nologo", .. options]);

    public string Einspace(params string[] arguments) =>
        Run(Folder, Path.Combine(Checkout, "artifacts", "app", "einspace"), arguments);

    public void Dispose() => _home.Delete(recursive: true);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "Einspace.Framework.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside of the checkout."));

    /// <summary>Runs a command that has to succeed; its output.</summary>
    private string Run(string folder, string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        Furnish(start.Environment);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end within {Patience}.");
        }

        Assert.That(process.ExitCode, Is.Zero, () => $"{program} {string.Join(' ', arguments)}\n{output.Result}\n{error.Result}");
        return output.Result;
    }

    private void Furnish(IDictionary<string, string?> environment)
    {
        // The runner of these tests is an MSBuild process, whose settings are not for others.
        foreach (string own in environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || key.StartsWith("VSTEST", StringComparison.Ordinal)).ToList())
            environment.Remove(own);
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["UseSharedCompilation"] = "false";
        environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        environment["DOTNET_NOLOGO"] = "1";
        environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        environment["NUGET_PACKAGES"] = Path.Combine(Folder, "packages");
        environment["XDG_DATA_HOME"] = Path.Combine(Folder, "data");
        environment["XDG_CACHE_HOME"] = Path.Combine(Folder, "cache");
        environment["XDG_STATE_HOME"] = Path.Combine(Folder, "state");
        environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
    }
}
