using System.Diagnostics;
using Einspace.Sdk.Evaluation;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.NasBench360;

namespace Einspace.UnseenNas.Tests.NasBench360;

/// <summary>The Python of docs/nas-bench-360.md that makes folders of original files, run on small ones, where this machine has Python with NumPy.</summary>
internal sealed class ConversionTests
{
    private static readonly string[] Blocks = [.. File.ReadAllText(Page()).Split("## Original files that are not read")[1].Split("```python\n").Skip(1).Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)])];

    /// <summary>The Python that has a module; null where none has.</summary>
    private static readonly Dictionary<string, string?> Found = [];

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder()
    {
        _folder = new();
        Directory.CreateDirectory(_folder["originals"]);
    }

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void There_is_one_for_each_task_whose_files_are_not_read() => Assert.That(
        Blocks.Skip(1).Select(block => block[2..block.IndexOfAny([';', ','])]),
        Is.EquivalentTo(NasBenchTasks.All.Where(task => task.Originals is null).Select(task => task.Spec.Name)));

    [Test]
    public void All_are_Python()
    {
        foreach (string block in Blocks)
            Python("", "import ast, sys; ast.parse(sys.stdin.read())", block);
    }

    [TestCase("spherical", "numpy", 20, 5, 7, """
        import gzip
        def part(count):
            return {"images": noise.randint(0, 256, (count, 3, 60, 60)).astype("u1"), "labels": noise.randint(0, 100, count)}
        pickle.dump({"train": part(25), "test": part(7)}, gzip.open("s2_cifar100.gz", "wb"))
        """)]
    [TestCase("satellite", "numpy", 21, 9, 9, """
        for part, count in ("train", 30), ("test", 9):
            np.save(f"satellite_{part}.npy", {"data": noise.randn(count, 46), "label": noise.randint(1, 25, count)})
        """)]
    [TestCase("darcyflow", "scipy", 6, 4, 3, """
        import scipy.io
        for number, count in (1, 10), (2, 3):
            scipy.io.savemat(f"piececonst_r421_N1024_smooth{number}.mat", {name: noise.rand(count, 421, 421).astype("f4") for name in ("coeff", "sol")})
        """)]
    [TestCase("psicov", "numpy", 5, 4, 3, """
        for folder, lengths in ("deepcov", (50, 60, 130, 118, 119, 200, 118, 150, 20)), ("psicov", (128, 40, 300)):
            for part in ("features", "distance"):
                os.makedirs(f"{folder}/{part}")
            open(f"{folder}.lst", "w").write("".join(f"p{i} {length}\n" for i, length in enumerate(lengths)))
            for i, length in enumerate(lengths):
                pairs = {name: noise.randn(length, length) for name in ("ccmpred", "freecon", "potential")}
                one = {"seq": "A" * length, "ss": noise.rand(3, length), "pssm": noise.rand(length, 22), "sa": noise.rand(length), "entropy": noise.rand(length), **pairs}
                pickle.dump(one, open(f"{folder}/features/p{i}.pkl", "wb"))
                np.save(f"{folder}/distance/p{i}-cb.npy", np.array([length, "A" * length, 30 * noise.rand(length, length)], dtype=object))
        """)]
    public void Converted_originals_are_the_task(string name, string module, int train, int validation, int test, string originals)
    {
        IDataset dataset = Convert(name, module, originals);
        Assert.That(dataset.Check(_folder["ours"]), Is.Empty);
        using ITaskData data = dataset.Open(_folder["ours"], Purpose.Final);
        Assert.That(data.Splits.Select(data.Count), Is.EqualTo((int[])[train, validation, test]));
    }

    // Ten patients, 8, 1 and 1: whom scikit-learn gives to whom, by its RandomState(0). A window of 1,000 every 500 points, every 83, 250 or 25 of rarer rhythms.
    [Test]
    public void Windows_of_a_patient_are_in_one_split()
    {
        IDataset dataset = Convert("ecg", "numpy", """
            data = np.empty(10, dtype=object)
            for i in range(10):
                data[i] = noise.randn(2001)
            pickle.dump({"data": data, "label": np.array(list("NAO~NAO~NA"))}, open("challenge2017.pkl", "wb"))
            """);
        Assert.That(dataset.Check(_folder["ours"]), Is.Empty);
        using ITaskData data = dataset.Open(_folder["ours"], Purpose.Final);

        // Windows begin at the multiples of these up to 1,000. Patients 2 and 8 are left for validation and test.
        int[] ofRhythm = [3, 13, 5, 41];
        int[] order = [2, 8, 4, 9, 1, 6, 7, 3, 0, 5];
        int Windows(IEnumerable<int> patients) => patients.Sum(patient => ofRhythm[patient % 4]);
        Assert.That(data.Count(DataSplit.Train), Is.EqualTo(Windows(order[2..])));
        Assert.That(data.Count(DataSplit.Validation) + data.Count(DataSplit.Test), Is.EqualTo(Windows(order[..2])));
    }

    [Test]
    public void The_page_on_tasks_makes_a_folder_that_is_read()
    {
        string page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Page())!, "tasks.md"));
        Python("numpy", page.Split("```python\n")[1].Split("```")[0]);
        Assert.That(new FolderDataset("npy").Check(Path.Combine(_folder["originals"], "sums")), Is.Empty);
    }

    private NasBenchDataset Convert(string name, string module, string originals)
    {
        Python(module, $"import os, pickle\nimport numpy as np\nnoise = np.random.RandomState(1)\n{originals}");
        string block = Blocks.Single(block => block.StartsWith($"# {name}", StringComparison.Ordinal));
        Python(module, $"{Blocks[0]}\n{block.Replace("validation = 100", "validation = 4", StringComparison.Ordinal)}");
        return new NasBenchDataset(NasBenchTasks.All.Single(task => task.Spec.Name == name));
    }

    /// <summary>Runs a program in the folder of the originals; the test is skipped where there is no Python with a module.</summary>
    private void Python(string module, string program, string input = "")
    {
        if (!Found.TryGetValue(module, out string? python))
            python = Found[module] = ((string[])["python3", "/usr/bin/python3"]).FirstOrDefault(python => Run(python, module.Length == 0 ? "pass" : $"import {module}", "") is (0, _));
        if (python is null)
            Assert.Ignore($"There is no python3{(module.Length == 0 ? "" : $" with {module}")} on this machine.");
        (int exit, string error) = Run(python!, program, input);
        Assert.That((exit, error), Is.EqualTo((0, "")), program);
    }

    private (int ExitCode, string Error) Run(string python, string program, string input)
    {
        ProcessStartInfo start = new(python, ["-c", program, _folder["ours"]])
        {
            WorkingDirectory = _folder["originals"],
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, error);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (-1, e.Message);
        }
    }

    private static string Page()
    {
        DirectoryInfo at = new(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "docs", "nas-bench-360.md")))
            at = at.Parent ?? throw new InvalidOperationException("docs/nas-bench-360.md was not found above the tests.");
        return Path.Combine(at.FullName, "docs", "nas-bench-360.md");
    }
}
