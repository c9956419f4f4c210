using System.CommandLine;
using System.Diagnostics;
using Einspace.Sdk;

namespace Einspace.Cli.Commands;

/// <summary><c>sdk pack</c>: packs the SDK and the templates of this checkout into a folder that serves as a NuGet feed.</summary>
internal static class SdkPackCommand
{
    private static readonly Option<string?> Output = new("--output")
    {
        Description = "Folder to pack into; made where it is missing. Default: artifacts/packages in the checkout.",
        HelpName = "DIR",
    };

    public static Command Create()
    {
        Command command = new("pack", "Packs Einspace.Sdk, Einspace.Training, Einspace.Sdk.Testing and the templates for plugins into a folder that serves as a NuGet feed.")
        {
            Output,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        string checkout = FindCheckout();
        string folder = Path.GetFullPath(parse.GetValue(Output) ?? Path.Combine(checkout, "artifacts", "packages"));
        RequireFolder(folder);
        using Process script = Process.Start(new ProcessStartInfo(Path.Combine(checkout, "scripts", "pack.sh"), [folder]) { RedirectStandardOutput = true })!;
        try
        {
            string packed = await script.StandardOutput.ReadToEndAsync(cancellation);
            await script.WaitForExitAsync(cancellation);
            if (script.ExitCode != 0)
                return ExitCode.BadInput;
            Console.Out.Write(packed);
        }
        finally
        {
            if (!script.HasExited)
                script.Kill(entireProcessTree: true);
        }

        Console.Out.WriteLine();
        Console.Out.WriteLine($"dotnet new install {Directory.EnumerateFiles(folder, "Einspace.Templates.*.nupkg").Order(StringComparer.Ordinal).Last()}");
        Console.Out.WriteLine($"dotnet new einspace-plugin -n Acme.Search --feed {folder}");
        return ExitCode.Success;
    }

    /// <summary>The checkout in which this program was built: it lies in artifacts/app there.</summary>
    private static string FindCheckout()
    {
        string root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", ".."));
        return File.Exists(Path.Combine(root, "scripts", "pack.sh"))
            ? root
            : throw new InputException($"einspace sdk pack packs a checkout of Einspace.Framework, and {AppContext.BaseDirectory} is not in one: run ./einspace sdk pack in a clone.");
    }

    private static void RequireFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Option --output: {folder} cannot be made a folder: {e.Message}", e);
        }
    }
}
