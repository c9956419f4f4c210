using System.Reflection;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Npy;
using Einspace.UnseenNas.Tasks;

namespace Einspace.UnseenNas.Tests.Tasks;

internal sealed class PublishedTaskTests
{
    private TemporaryFolder _temporary = null!;
    private string _folder = null!;

    [SetUp]
    public void MakeFolder()
    {
        _temporary = new();
        _folder = _temporary["task"];
    }

    [TearDown]
    public void DeleteFolder() => _temporary.Dispose();

    // The table of arXiv 2405.20838, appendix B.2, with the counts of the tasks' own pages.
    [TestCase("addnist", 3, 28, 28, 20, 45_000, 15_000, 10_000)]
    [TestCase("language", 1, 24, 24, 10, 50_000, 10_000, 10_000)]
    [TestCase("multnist", 3, 28, 28, 10, 50_000, 10_000, 10_000)]
    [TestCase("cifartile", 3, 64, 64, 4, 45_000, 15_000, 10_000)]
    [TestCase("gutenberg", 1, 27, 18, 6, 45_000, 15_000, 6_000)]
    [TestCase("isabella", 1, 64, 128, 4, 50_000, 10_000, 10_000)]
    [TestCase("geoclassing", 3, 64, 64, 10, 43_821, 8_758, 8_751)]
    [TestCase("chesseract", 12, 8, 8, 3, 49_998, 10_001, 10_001)]
    public void A_named_task_is_the_published_one(string name, int channels, int height, int width, int classes, int train, int validation, int test)
    {
        PublishedTask task = Find(name);
        Assert.That((task.Classes.Length, task.Train, task.Validation, task.Test), Is.EqualTo((classes, train, validation, test)));
        Assert.That(task.Classes, Is.Unique);

        PublishedFolder.Write(_folder, task);
        int frame = name == "chesseract" ? 2 * 5 : 0;
        Assert.That(Offered(name).Prepare(_folder, null, CancellationToken.None).Spec, Is.EqualTo(
            new TaskSpec(name, new TensorShape(channels, height + frame, width + frame), InputMode.Image, classes)));
    }

    [Test]
    public void There_are_eight() => Assert.That(PublishedTasks.All.Select(task => task.Name), Is.Unique.And.Exactly(8).Items);

    [TestCaseSource(typeof(PublishedTasks), nameof(PublishedTasks.All))]
    public void A_folder_of_another_task_is_refused(PublishedTask task)
    {
        foreach (PublishedTask other in PublishedTasks.All.Where(other => other != task && (!other.Shape.SequenceEqual(task.Shape) || !task.OtherClasses)))
        {
            string folder = _temporary[other.Name];
            if (!Directory.Exists(folder))
                PublishedFolder.Write(folder, other);
            Assert.That(() => Offered(task.Name).Prepare(folder, null, CancellationToken.None), Throws.InstanceOf<InputException>().With.Message.Contains(task.Name));
        }
    }

    [Test]
    public void Words_of_other_languages_are_the_task_language_and_other_digits_sums_are_not_addnist()
    {
        PublishedFolder.Write(_folder, PublishedTasks.Language, classes: 7);
        Assert.That(Offered("language").Prepare(_folder, null, CancellationToken.None).Spec.Classes, Is.EqualTo(7));
        PublishedFolder.Write(_temporary["sums"], PublishedTasks.AddNist, classes: 10);
        Assert.That(Offered("addnist").Check(_temporary["sums"]), Has.One.Contains("[3,28,28] in 10 classes; addnist has [3,28,28] in 20"));
    }

    [TestCase("""{"n_classes": 10, "name": "eval_dataset_1"}""")]
    [TestCase("""{"num_classes": 10, "input_shape": [50000, 24, 24], "codename": "LaMelo", "time_limit": 0.5}""")]
    [TestCase("""{"num_classes": 10, "input_shape": [50000, 1, 24, 24], "codename": "LaMelo"}""")]
    public void An_axis_of_one_channel_may_be_left_out_in_arrays_and_in_metadata(string metadata)
    {
        PublishedFolder.Write(_folder, PublishedTasks.Language);
        File.WriteAllText(Path.Combine(_folder, "metadata"), metadata);
        Assert.That(Offered("language").Check(_folder), Is.Empty);
        foreach (DataSplit split in FolderSplit.All)
        {
            string path = Path.Combine(_folder, FolderSplit.ExamplesFile(split));
            int count;
            float[] values;
            using (NpyFile file = NpyFile.Open(path))
            {
                count = (int)file.Rows;
                values = new float[count * file.RowLength];
                for (int i = 0; i < count; i++)
                    file.CopyRow(i, values.AsSpan(i * file.RowLength, file.RowLength));
            }

            using FileStream x = File.Create(path);
            NpyWriter.Write<float>(x, new(NpyElement.Float32, false, false, [count, 24, 24]), values);
        }

        Assert.That(Offered("language").Check(_folder), Is.Empty);
        Assert.That(Offered("language").Prepare(_folder, null, CancellationToken.None).Spec.Input, Is.EqualTo(new TensorShape(1, 24, 24)));
    }

    // 27×18 is no multiple of what a processor takes at once, 3×64×64 is: both ways through a channel.
    [TestCase("gutenberg")]
    [TestCase("cifartile")]
    public void Every_number_is_normalised_by_its_channel(string name)
    {
        PublishedFolder.Write(_folder, Find(name));
        using NpyFile train = NpyFile.Open(Path.Combine(_folder, "train_x.npy")), test = NpyFile.Open(Path.Combine(_folder, "test_x.npy"));
        double[][] raw = [.. Enumerable.Range(0, PublishedFolder.Train).Select(i => Row(train, i))];
        int channels = (int)Find(name).Shape[0], area = raw[0].Length / channels;
        using ITaskData data = Offered(name).Open(_folder, Purpose.Final);
        float[] example = new float[raw[0].Length];
        data.Gather(DataSplit.Test, [7], example);

        double[] expected = Row(test, 7);
        for (int channel = 0; channel < channels; channel++)
        {
            double[] numbers = [.. raw.SelectMany(row => row.Skip(channel * area).Take(area))];
            double mean = numbers.Average(), deviation = Math.Sqrt(numbers.Sum(number => (number - mean) * (number - mean)) / (numbers.Length - 1));
            for (int i = channel * area; i < (channel + 1) * area; i++)
                expected[i] = (expected[i] - mean) / deviation;
        }

        Assert.That(example, Is.EqualTo(expected).Within(1e-5));

        static double[] Row(NpyFile file, int row)
        {
            double[] numbers = new double[file.RowLength];
            file.CopyRow<double>(row, numbers);
            return numbers;
        }
    }

    [Test]
    public void The_boards_of_chesseract_are_normalised_before_they_are_framed()
    {
        PublishedFolder.Write(_folder, PublishedTasks.Chesseract);
        using ITaskData data = Offered("chesseract").Open(_folder, Purpose.Search);
        float[] example = new float[12 * 18 * 18];
        data.Gather(DataSplit.Train, [3], example);

        float[] frame = [.. example.Where((_, place) => place / 18 % 18 is < 5 or >= 13 || place % 18 is < 5 or >= 13)];
        float[] board = [.. example.Where((_, place) => place / 18 % 18 is >= 5 and < 13 && place % 18 is >= 5 and < 13)];
        Assert.That(frame, Has.Length.EqualTo(12 * ((18 * 18) - 64)).And.All.EqualTo(0f));
        Assert.That(board, Has.None.EqualTo(0f), "squares are above or below the plane's mean");
    }

    private static PublishedTask Find(string name) => PublishedTasks.All.Single(task => task.Name == name);

    /// <summary>The dataset that the plugin offers under a name.</summary>
    private static IDataset Offered(string name)
    {
        Type type = typeof(PublishedTask).Assembly.GetTypes().Single(type => type.GetCustomAttribute<ExportDatasetAttribute>()?.Name == name);
        DatasetFactory factory = (DatasetFactory)Activator.CreateInstance(type)!;
        return factory.Create(Activator.CreateInstance(factory.OptionsType)!);
    }
}
