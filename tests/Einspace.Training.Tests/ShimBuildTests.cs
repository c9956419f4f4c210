using System.Diagnostics;
using Einspace.Torch;

namespace Einspace.Training.Tests;

/// <summary>The script that links to the machine's libtorch.</summary>
internal sealed class ShimBuildTests
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "native", "build.sh");

    [Test]
    public void It_answers_with_the_path_alone_and_at_once_when_built()
    {
        Libtorch.Require();
        long start = Stopwatch.GetTimestamp();
        (int code, string output, string errors) = Run();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.Zero);
            Assert.That(output.TrimEnd('\n'), Does.EndWith("/libeinspace_torch.so").And.Not.Contains("\n"));
            Assert.That(errors, Is.Empty);
            Assert.That(elapsed, Is.LessThan(TimeSpan.FromSeconds(1)));
            Assert.That(File.Exists(output.TrimEnd('\n')), Is.True);
        }
    }

    [Test]
    public void A_folder_without_libtorch_is_refused_with_code_3_and_a_remedy()
    {
        (int code, string output, string errors) = Run(("LIBTORCH", "/nowhere/libtorch"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(3));
            Assert.That(output, Is.Empty);
            Assert.That(errors.Trim(), Does.Contain("LIBTORCH=/nowhere/libtorch").And.Contain("apt-get install libtorch-dev").And.Not.Contains("\n"));
        }
    }

    [Test]
    public void A_missing_compiler_is_named()
    {
        Libtorch.Require();
        (int code, _, string errors) = Run(("CXX", "no-such-compiler"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(4));
            Assert.That(errors, Does.Contain("no-such-compiler"));
        }
    }

    [Test]
    public void Without_a_place_for_the_cache_one_sentence_says_so()
    {
        Libtorch.Require();
        (int code, string output, string errors) = Run(("HOME", null), ("XDG_CACHE_HOME", null));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(2));
            Assert.That(output, Is.Empty);
            Assert.That(errors.Trim(), Does.Contain("neither HOME nor XDG_CACHE_HOME is set").And.Not.Contains("\n"));
        }
    }

    [Test]
    public void A_cache_that_cannot_be_written_is_named()
    {
        Libtorch.Require();
        (int code, _, string errors) = Run(("XDG_CACHE_HOME", "/proc/nowhere"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(2));
            Assert.That(errors.Trim(), Does.Contain("/proc/nowhere").And.Not.Contains("\n"));
        }
    }

    [Test]
    public void A_failed_build_shows_the_end_of_its_log_and_leaves_no_library()
    {
        Libtorch.Require();
        string folder = Directory.CreateTempSubdirectory("einspace-shim").FullName;
        try
        {
            // A libtorch by its file names alone.
            foreach (string file in (string[])["include/ATen/core/Tensor.h", "lib/libtorch_cpu.so", "lib/libc10.so"])
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
                File.WriteAllText(Path.Combine(folder, file), "#error not a libtorch\n");
            }

            (int code, string output, string errors) = Run(("LIBTORCH", folder), ("XDG_CACHE_HOME", folder));
            using (Assert.EnterMultipleScope())
            {
                Assert.That(code, Is.EqualTo(1));
                Assert.That(output, Is.Empty);
                Assert.That(errors, Does.Contain("could not be compiled").And.Contain("build.log").And.Contain("error"));
                Assert.That(Directory.EnumerateFiles(folder, "*.so", SearchOption.AllDirectories).Select(Path.GetFileName), Is.EquivalentTo(new[] { "libtorch_cpu.so", "libc10.so" }));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (int Code, string Output, string Errors) Run(params (string Name, string? Value)[] environment)
    {
        ProcessStartInfo start = new("bash", [Script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string? value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
