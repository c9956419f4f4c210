using System.Diagnostics;

namespace Einspace.EndToEnd.Tests;

/// <summary>What <c>./einspace</c> and <c>./test</c> share, in a checkout of empty files and with a <c>dotnet</c> that only notes its calls.</summary>
internal sealed class SetupTests
{
    private string _checkout = null!;

    private string App => Path.Combine(_checkout, "artifacts", "app", "einspace");

    [SetUp]
    public void MakeCheckout()
    {
        _checkout = Folders.Temporary();
        foreach (string file in (string[])["Directory.Build.props", "global.json", "Einspace.Framework.sln", "sdk/code", "host/code", "plugins/code", "tests/code"])
            Write(file, "");
        Write("scripts/setup.sh", File.ReadAllText(Path.Combine(Folders.Checkout, "scripts", "setup.sh")));
        Write("bin/dotnet", """
            #!/bin/sh
            [ "$1" = build ] || exit 0
            echo "$2 with CI=$CI" >>calls
            mkdir -p artifacts/app
            : >artifacts/app/einspace
            chmod +x artifacts/app/einspace
            """);
        using Process chmod = Process.Start("chmod", ["+x", Path.Combine(_checkout, "bin", "dotnet")]);
        chmod.WaitForExit();
    }

    [TearDown]
    public void DeleteCheckout() => Directory.Delete(_checkout, recursive: true);

    [Test]
    public void A_build_for_CI_serves_the_program_and_only_what_changed_is_built_again()
    {
        Run("set_up solution", ci: true);
        Run("set_up program");
        Run("set_up program", ci: true);
        Assert.That(Calls(), Is.EqualTo(new[] { "Einspace.Framework.sln with CI=true" }));

        Write("tests/code", "changed");
        Run("set_up program");
        Assert.That(Calls(), Has.Length.EqualTo(1), "The program has no tests in it.");
        Write("sdk/code", "changed");
        Run("set_up program");
        Assert.That(Calls(), Has.Length.EqualTo(2).And.Some.EqualTo("artifacts/program.slnf with CI="));
    }

    [TestCase("solution", "program")]
    [TestCase("program", "solution")]
    public void Nothing_is_built_anew_under_running_tests_and_commands(string held, string wanted)
    {
        using Process tests = Start($"set_up {held} hold; echo held; read -r _");
        Assert.That(tests.StandardOutput.ReadLine(), Is.EqualTo("held"));
        Run("set_up program");
        Assert.That(Calls(), Has.Length.EqualTo(1), "What is not stale does not wait.");

        Write("sdk/code", "changed");
        using Process program = Start($"set_up {wanted}");
        Assert.That(program.StandardError.ReadLine(), Does.StartWith("einspace: tests or commands of this checkout are running"));
        Assert.That(program.WaitForExit(500), Is.False);
        Assert.That(App, Does.Exist);
        Assert.That(Calls(), Has.Length.EqualTo(1));

        tests.StandardInput.Close();
        Assert.That(program.WaitForExit(TimeSpan.FromSeconds(20)));
        Assert.That((program.ExitCode, Calls().Length), Is.EqualTo((0, 2)));
    }

    [Test]
    public void A_command_is_held_without_waiting_for_who_sets_up_and_never_while_it_is_built()
    {
        Run("set_up program");
        using Process other = Start("lock; echo locked; read -r _; exec 8>artifacts/use.lock; flock 8; echo building; read -r _");
        Assert.That(other.StandardOutput.ReadLine(), Is.EqualTo("locked"));
        using Process early = Start("set_up program hold");
        Assert.That(early.WaitForExit(TimeSpan.FromSeconds(20)));

        other.StandardInput.WriteLine();
        Assert.That(other.StandardOutput.ReadLine(), Is.EqualTo("building"));
        using Process late = Start("set_up program hold");
        Assert.That(late.StandardError.ReadLine(), Does.StartWith("einspace: another process is setting up"));
        Assert.That(late.WaitForExit(300), Is.False);
        other.StandardInput.Close();
        Assert.That(late.WaitForExit(TimeSpan.FromSeconds(20)));
        Assert.That((late.ExitCode, Calls().Length), Is.EqualTo((0, 1)));
    }

    private void Run(string command, bool ci = false)
    {
        using Process process = Start(command, ci);
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, error);
    }

    private Process Start(string command, bool ci = false)
    {
        ProcessStartInfo start = new("bash", ["-c", $"set -euo pipefail; source scripts/setup.sh; {command}"])
        {
            WorkingDirectory = _checkout,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{Path.Combine(_checkout, "bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["CI"] = ci ? "true" : "";
        return Process.Start(start)!;
    }

    private string[] Calls() => File.ReadAllLines(Path.Combine(_checkout, "calls"));

    private void Write(string file, string text)
    {
        string path = Path.Combine(_checkout, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
