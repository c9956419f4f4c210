using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Einspace.EndToEnd.Tests.Commands;

/// <summary>What <c>sdk pack</c> refuses; what it packs is looked at by the tests of the templates.</summary>
internal sealed class SdkPackTests
{
    private readonly EinspaceCommand _einspace = new();

    [OneTimeTearDown]
    public void DeleteHome() => _einspace.Dispose();

    [Test]
    public void AFileIsNoFolderToPackInto()
    {
        string file = Path.Combine(_einspace.Home, "file");
        File.WriteAllText(file, "");
        EinspaceCommand.Result result = _einspace.Run("sdk", "pack", "--output", file);
        Assert.That((result.ExitCode, result.Output), Is.EqualTo((2, "")), result.Error);
        Assert.That(result.Error, Does.StartWith($"Option --output: {file} cannot be made a folder"));
    }

    [Test]
    public void AProgramWithoutItsCheckoutSaysSo()
    {
        string copy = Path.Combine(_einspace.Home, "elsewhere", "app");
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Folders.Artifacts, "app")))
        {
            Directory.CreateDirectory(copy);
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        ProcessStartInfo start = new(Path.Combine(copy, "einspace"), ["sdk", "pack"]) { RedirectStandardError = true };
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        using Process process = Process.Start(start)!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.EqualTo(2), error);
        Assert.That(error, Does.Contain("is not in one: run ./einspace sdk pack in a clone."));
    }
}
