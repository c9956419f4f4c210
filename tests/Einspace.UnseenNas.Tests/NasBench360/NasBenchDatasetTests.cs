using System.IO.Compression;
using System.Reflection;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;
using Einspace.UnseenNas.NasBench360;
using Einspace.UnseenNas.Npy;

namespace Einspace.UnseenNas.Tests.NasBench360;

internal sealed class NasBenchDatasetTests
{
    private TemporaryFolder _temporary = null!;
    private string _folder = null!;

    [SetUp]
    public void MakeFolder()
    {
        _temporary = new();
        _folder = _temporary["data"];
        Directory.CreateDirectory(_folder);
    }

    [TearDown]
    public void DeleteFolder() => _temporary.Dispose();

    // Sizes: NAS-Bench-360's index.md.
    [TestCase("cifar100", 3, 32, 32, 100, 40_000, 10_000, 10_000)]
    [TestCase("spherical", 3, 60, 60, 100, 40_000, 10_000, 10_000)]
    [TestCase("ninapro", 1, 16, 52, 18, 2_638, 659, 659)]
    [TestCase("ecg", 1, 1, 1000, 4, 260_000, 33_000, 33_000)]
    [TestCase("satellite", 1, 1, 46, 24, 800_000, 100_000, 100_000)]
    public void A_classification_is_the_published_one(string name, int channels, int height, int width, int classes, int train, int validation, int test)
    {
        NasBenchTask task = Published(name, new TensorShape(channels, height, width), train, validation, test);
        Assert.That((task.Spec.Classes, task.Spec.Output), Is.EqualTo((classes, OutputKind.Classification)));
        Assert.That(task.Classes, Is.Unique.And.Length.EqualTo(task.Classes.IsEmpty ? 0 : classes));
    }

    [TestCase("fsd50k", 1, 101, 96, OutputKind.MultiLabel, new long[] { 200 }, TaskMetric.MeanAveragePrecision, 36_796, 4_170, 10_231)]
    [TestCase("deepsea", 4, 1, 1000, OutputKind.MultiLabel, new long[] { 36 }, TaskMetric.Auroc, 71_753, 2_490, 149_400)]
    [TestCase("cosmic", 1, 128, 128, OutputKind.DenseLabels, new long[] { 128, 128 }, TaskMetric.Auroc, 4_347, 483, 420)]
    [TestCase("darcyflow", 1, 85, 85, OutputKind.DenseRegression, new long[] { 85, 85 }, TaskMetric.RelativeL2, 900, 100, 100)]
    [TestCase("psicov", 57, 128, 128, OutputKind.DenseRegression, new long[] { 128, 128 }, TaskMetric.MeanAbsoluteError, 3_356, 100, 150)]
    public void A_task_of_another_kind_is_the_published_one(
        string name, int channels, int height, int width, OutputKind output, long[] answer, TaskMetric metric, int train, int validation, int test)
    {
        TaskSpec task = Published(name, new TensorShape(channels, height, width), train, validation, test).Spec;
        Assert.That((task.Output, task.Answer, task.Metric), Is.EqualTo((output, new TensorShape(answer), metric)));
    }

    [TestCase("cifar100")]
    [TestCase("spherical")]
    [TestCase("ninapro")]
    [TestCase("ecg")]
    [TestCase("satellite")]
    public void A_folder_of_ours_is_read_where_it_has_the_tasks_form(string name)
    {
        NasBenchTask task = NasBenchTasks.All.Single(task => task.Spec.Name == name);
        TaskForm.Write(_folder, task.Spec, examples: 3);
        Assert.That(Offered(name).Prepare(_folder, null, CancellationToken.None).Spec, Is.EqualTo(task.Spec));

        TaskForm.Write(_temporary["other"], task.Spec with { Answer = new(7) }, examples: 3);
        Assert.That(Offered(name).Check(_temporary["other"]), Has.One.EqualTo(
            $"{_temporary["other"]} holds examples of {task.Spec.Input}, answers of [7] (classification); {name} has examples of {task.Spec.Input}, answers of {task.Spec.Answer} (classification)."));
    }

    [TestCase("fsd50k")]
    [TestCase("deepsea")]
    [TestCase("cosmic")]
    [TestCase("darcyflow")]
    [TestCase("psicov")]
    public void A_folder_of_ours_with_other_answers_is_read_and_scored_as_the_task_is(string name)
    {
        NasBenchTask task = NasBenchTasks.All.Single(task => task.Spec.Name == name);
        TaskForm.Write(_folder, task.Spec, examples: 3);
        Assert.That(Offered(name).Check(_folder), Is.Empty);
        Assert.That(Offered(name).Prepare(_folder, null, CancellationToken.None).Spec, Is.EqualTo(task.Spec));
        using ITaskData data = Offered(name).Open(_folder, Purpose.Search);
        Assert.That(data.Spec, Is.EqualTo(task.Spec));
        DatasetDescription description = ((IDescribedDataset)Offered(name)).Describe(_folder, null, CancellationToken.None);
        Assert.That(description.Likeness, Does.StartWith($"It has the form of {task.Title}: examples of {task.Spec.Input}, answers of {task.Spec.Answer} ("));
        Assert.That(description.Remarks, Has.One.StartsWith("The sizes are not those of NAS-Bench-360").And.One.Contains($"3 instead of {task.Train:N0} examples for train"));
    }

    [Test]
    public void Targets_must_serve_the_tasks_measure_whatever_the_folder_says()
    {
        TaskSpec darcy = NasBenchTasks.DarcyFlow.Spec;
        TaskForm.Write(_folder, darcy, examples: 3);
        using (FileStream stream = File.Create(Path.Combine(_folder, "test_y.npy")))
            NpyWriter.Write<float>(stream, new(NpyElement.Float32, false, false, [3, 85, 85]), new float[3 * 85 * 85]);
        File.WriteAllText(Path.Combine(_folder, "metadata"), """{"output": "dense-regression", "metric": "mean-absolute-error"}""");
        Assert.That(Offered("darcyflow").Check(_folder), Has.One.Contains("test_y.npy holds a target of zeros alone at example 0"));
        Assert.That(() => Offered("darcyflow").Prepare(_folder, null, CancellationToken.None), Throws.InstanceOf<InputException>());
    }

    [Test]
    public void Cifar100_is_cut_as_NasBench360_cuts_it()
    {
        FakeOriginals.Cifar100(Path.Combine(_folder, "cifar-100-binary"));
        byte[] train = File.ReadAllBytes(Path.Combine(_folder, "cifar-100-binary", "train.bin")), test = File.ReadAllBytes(Path.Combine(_folder, "cifar-100-binary", "test.bin"));
        NasBenchDataset dataset = new(OriginalConformance.Small("cifar100"));
        _ = dataset.Prepare(_folder, null, CancellationToken.None);
        using ITaskData data = dataset.Open(_folder, Purpose.Final);

        (double Mean, double Deviation)[] channels = [.. Enumerable.Range(0, 3).Select(channel =>
        {
            double[] numbers = [.. Enumerable.Range(0, 48).SelectMany(i => train.AsSpan((i * 3074) + 2 + (channel * 1024), 1024).ToArray()).Select(number => (double)number)];
            double mean = numbers.Average();
            return (mean, Math.Sqrt(numbers.Sum(number => (number - mean) * (number - mean)) / (numbers.Length - 1)));
        })];
        Assert.That(data.Splits.Select(data.Count), Is.EqualTo((int[])[48, 13, 20]));
        Assert.That(Labels(data, DataSplit.Validation), Is.EqualTo(Enumerable.Range(48, 13)));
        foreach ((DataSplit split, byte[] records, int from) in new[] { (DataSplit.Train, train, 0), (DataSplit.Validation, train, 48), (DataSplit.Test, test, 0) })
        {
            float[] example = new float[3072];
            data.Gather(split, [5], example);
            Assert.That(example, Is.EqualTo(Enumerable.Range(0, 3072).Select(place => (records[((from + 5) * 3074) + 2 + place] - channels[place / 1024].Mean) / channels[place / 1024].Deviation)).Within(1e-4));
        }
    }

    // In the files electrodes vary fastest, in the task's images time does.
    [TestCase(false)]
    [TestCase(true)]
    public void NinaPros_electrodes_are_the_rows_of_its_images(bool turned)
    {
        FakeOriginals.NinaPro(_folder, turned);
        NasBenchDataset dataset = new(NasBenchTasks.NinaPro);
        using ITaskData data = dataset.Open(_folder, Purpose.Search);
        float[] example = new float[832];
        data.Gather(DataSplit.Validation, [3], example);

        using NpyFile file = NpyFile.Open(Path.Combine(_folder, "ninapro_val.npy"));
        double[] stored = new double[832];
        file.CopyRow<double>(3, stored);
        int[] ofImage = [.. example.Select((number, place) => (number, place)).OrderBy(one => one.number).Select(one => one.place)];
        int[] ofFile = [.. stored.Select((number, place) => (number, place: turned ? place : (place % 16 * 52) + (place / 16))).OrderBy(one => one.number).Select(one => one.place)];
        Assert.That(ofImage, Is.EqualTo(ofFile));
        Assert.That(Labels(data, DataSplit.Validation), Is.EqualTo(Enumerable.Range(0, 12)));
    }

    // Of a thousand bases one after another the file has which of four each is, the task's picture has a channel for each of the four.
    [TestCase(CompressionLevel.NoCompression)]
    [TestCase(CompressionLevel.Optimal)]
    public void DeepSeas_bases_are_the_channels_of_its_pictures(CompressionLevel compression)
    {
        FakeOriginals.DeepSea(_folder, compression);
        NasBenchDataset dataset = new(NasBenchTasks.DeepSea);
        Assert.That(dataset.Prepare(_folder, null, CancellationToken.None).Spec, Is.EqualTo(
            new TaskSpec("deepsea", new TensorShape(4, 1, 1000), InputMode.Image, OutputKind.MultiLabel, new TensorShape(36)) { Metric = TaskMetric.Auroc }));
        using ITaskData data = dataset.Open(_folder, Purpose.Final);
        float[] example = new float[4000], labels = new float[2 * 36];
        data.Gather(DataSplit.Test, [2], example);
        data.GatherTargets(DataSplit.Test, [2, 13], labels);

        using NpyFile x = NpzFile.Read(Path.Combine(_folder, "deepsea_filtered.npz"), "x_test"), y = NpzFile.Read(Path.Combine(_folder, "deepsea_filtered.npz"), "y_test");
        float[] stored = new float[4000];
        x.CopyRow<float>(2, stored);
        Assert.That(example.Select((number, place) => (number > 0, place)), Is.EqualTo(Enumerable.Range(0, 4000).Select(place => (stored[(place % 1000 * 4) + (place / 1000)] > 0, place))));
        Assert.That(labels, Is.EqualTo(new[] { 2, 13 }.SelectMany(row =>
        {
            float[] answer = new float[36];
            y.CopyRow<float>(row, answer);
            return answer;
        })).And.Contains(0f).And.Contains(1f));
        Assert.That(() => data.GatherLabels(DataSplit.Test, [0], new long[1]), Throws.InvalidOperationException);
    }

    [Test]
    public void Damaged_archives_of_deepsea_are_told()
    {
        FakeOriginals.DeepSea(_folder);
        string path = Path.Combine(_folder, "deepsea_filtered.npz");
        using (ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Update))
            archive.GetEntry("y_val.npy")!.Delete();
        Assert.That(Offered("deepsea").Check(_folder), Has.One.EqualTo($"{path} has no array 'y_val'; it has x_train, y_train, x_val, x_test, y_test."));
        File.WriteAllText(path, "no archive");
        Assert.That(Offered("deepsea").Check(_folder), Has.One.StartsWith($"{path} is truncated or no .npz file: "));
    }

    // Those of galaxies, in the order of their names; the last tenth of the training pictures is validation.
    [Test]
    public void Cosmics_pictures_are_the_middles_of_those_of_galaxies()
    {
        FakeOriginals.Cosmic(_folder);
        NasBenchDataset dataset = new(NasBenchTasks.Cosmic);
        Assert.That(dataset.Prepare(_folder, null, CancellationToken.None).Spec, Is.EqualTo(
            new TaskSpec("cosmic", new TensorShape(1, 128, 128), InputMode.Image, OutputKind.DenseLabels, new TensorShape(128, 128))));
        using ITaskData data = dataset.Open(_folder, Purpose.Final);
        Assert.That(data.Splits.Select(data.Count), Is.EqualTo((int[])[18, 2, 5]));
        float[] picture = new float[128 * 128], mask = new float[128 * 128];
        data.Gather(DataSplit.Validation, [1], picture);
        data.GatherTargets(DataSplit.Validation, [1], mask);

        string last = Directory.EnumerateFiles(Path.Combine(_folder, "npy_train", "f435w", "10760", "2")).Where(file => !file.EndsWith("sky.npy", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Last();
        using NpyFile planes = NpyFile.Open(last);
        float[][] stored = [.. Enumerable.Range(0, 2).Select(plane =>
        {
            float[] whole = new float[256 * 256];
            planes.CopyRow<float>(plane, whole);
            return Enumerable.Range(0, 128 * 128).Select(place => whole[((64 + (place / 128)) * 256) + 64 + (place % 128)]).ToArray();
        })];
        Assert.That(mask, Is.EqualTo(stored[1]).And.Contains(1f).And.Contains(0f));
        float scale = (picture[1] - picture[0]) / (stored[0][1] - stored[0][0]);
        Assert.That(picture.Select(number => number - picture[0]), Is.EqualTo(stored[0].Select(number => (number - stored[0][0]) * scale)).Within(1e-4));
    }

    [Test]
    public void Masks_of_cosmic_that_are_none_are_told()
    {
        FakeOriginals.Cosmic(_folder);
        FakeOriginals.Write(Path.Combine(_folder, "npy_test", "f435w", "12058", "16", "1_0.npy"), NpyElement.Float32, [.. Enumerable.Repeat(0.5f, 2 * 256 * 256)], 2, 256, 256);
        Assert.That(Offered("cosmic").Check(_folder), Has.One.EqualTo($"{Path.Combine(_folder, "npy_test")} holds the label 0.5 at example 0; 0 or 1 were expected."));
        FakeOriginals.Write(Path.Combine(_folder, "npy_train", "f435w", "10760", "2", "1_0.npy"), NpyElement.Float32, new float[4], 1, 2, 2);
        Assert.That(Offered("cosmic").Check(_folder), Has.One.EqualTo(
            $"{Path.Combine(_folder, "npy_train", "f435w", "10760", "2", "1_0.npy")} has the shape 1×2×2; 2×256×256 was expected, a picture and its mask, or 3×256×256."));
    }

    [TestCase("train.bin", 100, "is truncated or no file of CIFAR-100's binary version: it has 100 bytes, and 61 images of 3074 bytes were expected")]
    [TestCase("test.bin", 0, "is truncated or no file of CIFAR-100's binary version: it has 0 bytes, and 20 images")]
    public void Damaged_files_of_cifar100_are_told(string name, int length, string sentence)
    {
        FakeOriginals.Cifar100(_folder);
        using (FileStream stream = File.OpenWrite(Path.Combine(_folder, name)))
            stream.SetLength(length);
        Assert.That(new NasBenchDataset(OriginalConformance.Small("cifar100")).Check(_folder), Has.One.Contains(Path.Combine(_folder, name)).And.One.Contains(sentence));
    }

    [Test]
    public void A_label_that_is_no_class_is_told()
    {
        FakeOriginals.NinaPro(_folder);
        FakeOriginals.Write(Path.Combine(_folder, "label_val.npy"), NpyElement.Int64, [.. Enumerable.Range(1, 12).Select(i => i * 2L)], 12);
        string sentence = $"{Path.Combine(_folder, "label_val.npy")} holds the label 18 at example 8; whole numbers from 0 to 17 were expected.";
        Assert.That(() => Offered("ninapro").Prepare(_folder, null, CancellationToken.None), Throws.TypeOf<InputException>().With.Message.EqualTo(sentence));
        Assert.That(Offered("ninapro").Check(_folder), Is.EqualTo((string[])[sentence]));
    }

    [Test]
    public void A_number_that_is_not_finite_is_told_before_a_search()
    {
        FakeOriginals.NinaPro(_folder);
        FakeOriginals.Write(Path.Combine(_folder, "ninapro_test.npy"), NpyElement.Float64, [.. Enumerable.Repeat(1.0, (14 * 832) - 1), 1e300], 14, 52, 16);
        Assert.That(
            () => Offered("ninapro").Prepare(_folder, null, CancellationToken.None),
            Throws.TypeOf<InputException>().With.Message.EqualTo($"{Path.Combine(_folder, "ninapro_test.npy")} holds a number that is not finite (as float32) in example 13."));
    }

    [Test]
    public void Pictures_none_of_which_is_hit_are_told_before_a_search()
    {
        FakeOriginals.Cosmic(_folder);
        foreach (string path in Directory.GetFiles(Path.Combine(_folder, "npy_test", "f435w", "12058", "16"), "*_*.npy"))
            FakeOriginals.Write(path, NpyElement.Float32, new float[2 * 256 * 256], 2, 256, 256);
        Assert.That(
            () => Offered("cosmic").Prepare(_folder, null, CancellationToken.None),
            Throws.TypeOf<InputException>().With.Message.StartsWith($"{Path.Combine(_folder, "npy_test")} holds nothing but zeros"));
    }

    [Test]
    public void Arrays_of_another_shape_are_told()
    {
        FakeOriginals.NinaPro(_folder);
        FakeOriginals.Write(Path.Combine(_folder, "ninapro_test.npy"), NpyElement.Float32, new float[14 * 10 * 16], 14, 10, 16);
        Assert.That(Offered("ninapro").Check(_folder), Has.One.EqualTo($"{Path.Combine(_folder, "ninapro_test.npy")} has the shape 14×10×16; examples × 52 × 16 was expected."));
    }

    [TestCase("spherical", "s2_cifar100.gz")]
    [TestCase("ecg", "challenge2017.pkl")]
    [TestCase("satellite", "satellite_train.npy")]
    [TestCase("cifar100", "cifar-100-python")]
    public void Pickles_are_named_and_how_to_convert_them_is_said(string name, string file)
    {
        File.WriteAllText(Path.Combine(_folder, file), "");
        string expected = $"{Path.Combine(_folder, file)} is a Python pickle, which is a program rather than data";
        Assert.That(
            () => Offered(name).Prepare(_folder, null, CancellationToken.None),
            Throws.TypeOf<InputException>().With.Message.StartsWith(expected).And.Message.Contains("is not read; docs/nas-bench-360.md tells how"));
        Assert.That(Offered(name).Check(_folder), Has.One.StartsWith(expected));
    }

    [TestCase("darcyflow", "piececonst_r421_N1024_smooth2.mat", "a file of MATLAB's")]
    [TestCase("psicov", "protein.zip", "an archive of Python pickles, which are programs rather than data")]
    [TestCase("psicov", "deepcov", "a folder of Python pickles, which are programs rather than data")]
    [TestCase("fsd50k", "lbl_map.json", "part of a collection of sounds, of which spectrograms must be made first")]
    public void Other_files_that_are_not_read_are_named(string name, string file, string kind)
    {
        File.WriteAllText(Path.Combine(_folder, file), "");
        Assert.That(Offered(name).Check(_folder), Has.One.StartsWith($"{Path.Combine(_folder, file)} is {kind}, and is not read; docs/nas-bench-360.md tells how"));
    }

    [TestCase("cosmic", "the folders npy_train and npy_test of deepCR's pictures, or train_x.npy, train_y.npy and so on")]
    [TestCase("deepsea", "deepsea_filtered.npz, or train_x.npy, train_y.npy and so on")]
    [TestCase("cifar100", "train.bin and test.bin of CIFAR-100's binary version, or train_x.npy, train_y.npy and so on")]
    [TestCase("ninapro", "ninapro_train.npy, ninapro_val.npy, ninapro_test.npy, label_train.npy, label_val.npy, label_test.npy, or train_x.npy")]
    [TestCase("satellite", "train_x.npy, train_y.npy and so on with 'metadata', made of satellite_train.npy, satellite_test.npy as docs/nas-bench-360.md tells, were expected there.")]
    public void What_is_expected_of_an_empty_folder_is_said(string name, string files) => Assert.That(
        () => Offered(name).Prepare(_folder, null, CancellationToken.None),
        Throws.TypeOf<InputException>().With.Message.StartsWith($"{_folder} holds no data of ").And.Message.Contains($"{files}"));

    private static NasBenchTask Published(string name, TensorShape input, int train, int validation, int test)
    {
        NasBenchTask task = NasBenchTasks.All.Single(task => task.Spec.Name == name);
        Assert.That((task.Spec.Input, task.Train, task.Validation, task.Test), Is.EqualTo((input, train, validation, test)));
        return task;
    }

    private static int[] Labels(ITaskData data, DataSplit split)
    {
        long[] labels = new long[data.Count(split)];
        data.GatherLabels(split, [.. Enumerable.Range(0, labels.Length)], labels);
        return [.. labels.Select(label => (int)label)];
    }

    /// <summary>The dataset that the plugin offers under a name.</summary>
    private static IDataset Offered(string name)
    {
        Type type = typeof(NasBenchTask).Assembly.GetTypes().Single(type => type.GetCustomAttribute<ExportDatasetAttribute>()?.Name == name);
        DatasetFactory factory = (DatasetFactory)Activator.CreateInstance(type)!;
        return factory.Create(Activator.CreateInstance(factory.OptionsType)!);
    }
}
