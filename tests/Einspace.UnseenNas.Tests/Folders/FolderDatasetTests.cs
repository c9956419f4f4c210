using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Graphs;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Npy;

namespace Einspace.UnseenNas.Tests.Folders;

internal sealed class FolderDatasetTests
{
    private readonly FolderDataset _dataset = new("small");
    private TemporaryFolder _temporary = null!;
    private string _folder = null!;

    [SetUp]
    public void MakeFolder()
    {
        _temporary = new();
        _folder = _temporary["small"];
    }

    [TearDown]
    public void DeleteFolder() => _temporary.Dispose();

    [Test]
    public void Preparing_tells_what_the_task_asks()
    {
        SmallTask.Write(_folder);
        PreparedTask prepared = _dataset.Prepare(_folder, null, CancellationToken.None);
        Assert.That(prepared.Spec, Is.EqualTo(new TaskSpec("small", new TensorShape(2, 3, 2), InputMode.Image, 4)));
    }

    [Test]
    public void Examples_are_gathered_normalised_by_the_training_split(
        [Values] NpyElement element, [Values] bool fortran, [Values] bool bigEndian)
    {
        SmallTask.Write(_folder, element, fortran, bigEndian);
        _ = _dataset.Prepare(_folder, null, CancellationToken.None);
        using ITaskData data = _dataset.Open(_folder, Purpose.Final);

        foreach ((DataSplit split, string name, int[] indices) in new[] { (DataSplit.Train, "train", new[] { 6, 0, 3, 3 }), (DataSplit.Validation, "valid", [2, 1]), (DataSplit.Test, "test", [1]) })
        {
            float[] examples = new float[indices.Length * 12];
            long[] labels = new long[indices.Length];
            data.Gather(split, indices, examples);
            data.GatherLabels(split, indices, labels);
            Assert.That(examples, Is.EqualTo(indices.SelectMany(i => SmallTask.Normalised(name, i))).Within(1e-5));
            Assert.That(labels, Is.EqualTo(indices.Select(SmallTask.Label)));
        }
    }

    [TestCase(InputMode.Tokens, null)]
    [TestCase(InputMode.Tokens, """{"num_classes": 4, "input_shape": [7, 2, 6]}""")]
    [TestCase(InputMode.Image, null)]
    public void Arrays_of_three_axes_are_tokens_where_they_are_said_to_be_and_images_of_one_channel_otherwise(InputMode mode, string? metadata)
    {
        SmallTask.Write(_folder);
        File.WriteAllText(Path.Combine(_folder, "metadata"), metadata ?? """{"num_classes": 4}""");
        foreach ((string name, int count) in new[] { ("train", 7), ("valid", 3), ("test", 2) })
        {
            using FileStream x = File.Create(Path.Combine(_folder, $"{name}_x.npy"));
            byte[] values = [.. Enumerable.Range(0, count).SelectMany(i => SmallTask.Raw(name, i))];
            NpyWriter.Write<byte>(x, new(NpyElement.UInt8, false, false, [count, SmallTask.Channels, SmallTask.Area]), values);
        }

        FolderDataset dataset = new("small", mode: mode);
        Assert.That(dataset.Check(_folder), Is.Empty);
        using ITaskData data = dataset.Open(_folder, Purpose.Search);
        float[] examples = new float[12];
        data.Gather(DataSplit.Validation, [1], examples);
        Assert.That((data.Spec.Mode, data.Spec.Input), Is.EqualTo((mode, mode == InputMode.Tokens ? new TensorShape(2, 6) : new TensorShape(1, 2, 6))));
        Assert.That(examples, mode == InputMode.Tokens
            ? Is.EqualTo(SmallTask.Normalised("valid", 1)).Within(1e-5)
            : Is.Not.EqualTo(SmallTask.Normalised("valid", 1)).Within(1e-2));
    }

    [Test]
    public void Padding_frames_normalised_images_with_zeros()
    {
        SmallTask.Write(_folder);
        FolderDataset padded = new("small", padding: 2);
        Assert.That(padded.Prepare(_folder, null, CancellationToken.None).Spec.Input, Is.EqualTo(new TensorShape(2, 7, 6)));
        using ITaskData data = padded.Open(_folder, Purpose.Search);
        Assert.That(data.Spec.Input, Is.EqualTo(new TensorShape(2, 7, 6)));

        float[] examples = [.. Enumerable.Repeat(9f, 2 * 84)];
        data.Gather(DataSplit.Train, [6, 1], examples);

        float[] expected = new float[2 * 84];
        foreach ((int image, int number) in new[] { (0, 6), (1, 1) })
        {
            float[] plain = SmallTask.Normalised("train", number);
            for (int channel = 0; channel < 2; channel++)
            {
                for (int row = 0; row < 3; row++)
                {
                    for (int column = 0; column < 2; column++)
                        expected[(image * 84) + (channel * 42) + ((row + 2) * 6) + column + 2] = plain[(channel * 6) + (row * 2) + column];
                }
            }
        }

        Assert.That(examples, Is.EqualTo(expected).Within(1e-5));
    }

    [Test]
    public void While_searching_there_is_no_test_split()
    {
        SmallTask.Write(_folder);
        File.Delete(Path.Combine(_folder, "test_x.npy"));
        using ITaskData data = _dataset.Open(_folder, Purpose.Search);

        Assert.That(data.Splits, Is.EqualTo(new[] { DataSplit.Train, DataSplit.Validation }));
        Assert.That(() => data.Count(DataSplit.Test), Throws.InvalidOperationException);
        Assert.That(() => data.Gather(DataSplit.Test, [0], new float[12]), Throws.InvalidOperationException);
        Assert.That(data.Count(DataSplit.Validation), Is.EqualTo(3));
    }

    [Test]
    public void An_index_beyond_the_split_is_refused()
    {
        SmallTask.Write(_folder);
        using ITaskData data = _dataset.Open(_folder, Purpose.Search);
        Assert.That(() => data.Gather(DataSplit.Train, [7], new float[12]), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_channel_that_never_varies_becomes_zero()
    {
        SmallTask.Write(_folder);
        using (FileStream x = File.Create(Path.Combine(_folder, "train_x.npy")))
            NpyWriter.Write<float>(x, new(NpyElement.Float32, false, false, [7, 2, 3, 2]), [.. Enumerable.Range(0, 84).Select(i => i / 6 % 2 == 0 ? 0.1f : i)]);
        using ITaskData data = _dataset.Open(_folder, Purpose.Search);

        float[] example = new float[12];
        data.Gather(DataSplit.Train, [5], example);
        Assert.That(example[..6], Is.All.EqualTo(0f));
        Assert.That(example, Is.All.Matches<float>(float.IsFinite));
    }

    [Test]
    public void The_dialect_of_2021_and_images_without_a_channel_axis_are_read()
    {
        SmallTask.Write(_folder);
        File.WriteAllText(Path.Combine(_folder, "metadata"), """{"batch_size":64,"n_classes":4,"lr":0.01,"benchmark":91.55,"name":"eval_dataset_0"}""");
        foreach (string split in new[] { "train", "valid", "test" })
        {
            using FileStream x = File.Create(Path.Combine(_folder, $"{split}_x.npy"));
            int count = split == "train" ? 7 : split == "valid" ? 3 : 2;
            NpyWriter.Write<float>(x, new(NpyElement.Float32, false, false, [count, 3, 2]), [.. Enumerable.Range(0, count * 6).Select(i => (float)i)]);
        }

        Assert.That(_dataset.Check(_folder), Is.Empty);
        Assert.That(_dataset.Prepare(_folder, null, CancellationToken.None).Spec.Input, Is.EqualTo(new TensorShape(1, 3, 2)));
    }

    [Test]
    public void The_fingerprint_survives_copying_and_changes_with_the_data()
    {
        SmallTask.Write(_folder);
        SmallTask.Write(_temporary["copy"]);
        string Fingerprint(string folder) => _dataset.Prepare(folder, null, CancellationToken.None).Fingerprint;

        string before = Fingerprint(_folder);
        Assert.That(Fingerprint(_temporary["copy"]), Is.EqualTo(before));
        Assert.That(Fingerprint(_folder), Is.EqualTo(before));

        SmallTask.WriteLabels(_folder, "valid", [0, 1, 3]);
        Assert.That(Fingerprint(_folder), Is.Not.EqualTo(before));
    }

    [Test]
    public void The_users_folder_stays_as_it_is_and_is_read_through_once()
    {
        SmallTask.Write(_folder);
        // Numbers that no other test has, whose statistics would be known.
        using (FileStream x = File.Create(Path.Combine(_folder, "train_x.npy")))
            NpyWriter.Write<float>(x, new(NpyElement.Float32, false, false, [7, 2, 3, 2]), [.. Enumerable.Range(0, 84).Select(i => i * 0.37f)]);
        string[] before = Listing();
        List<string> first = [], second = [];
        _ = _dataset.Prepare(_folder, new Steps(first), CancellationToken.None);
        _ = _dataset.Prepare(_folder, new Steps(second), CancellationToken.None);
        _dataset.Open(_folder, Purpose.Search).Dispose();

        Assert.That(first, Does.Contain("reading the training examples"));
        Assert.That(second, Is.Empty);
        Assert.That(Listing(), Is.EqualTo(before));

        string[] Listing() => [.. Directory.GetFileSystemEntries(_folder).Order().Select(file => $"{file} {File.GetLastWriteTimeUtc(file):O}")];
    }

    [Test]
    public void Kept_statistics_of_other_data_are_not_used()
    {
        SmallTask.Write(_folder);
        _ = _dataset.Prepare(_folder, null, CancellationToken.None);
        using (FileStream x = File.Create(Path.Combine(_folder, "train_x.npy")))
            NpyWriter.Write<float>(x, new(NpyElement.Float32, false, false, [7, 2, 3, 2]), [.. Enumerable.Range(0, 84).Select(i => i * 1000f)]);
        using ITaskData data = _dataset.Open(_folder, Purpose.Search);

        float[] all = new float[7 * 12];
        data.Gather(DataSplit.Train, [0, 1, 2, 3, 4, 5, 6], all);
        Assert.That(all.Average(), Is.EqualTo(0).Within(1e-5));
        Assert.That(all.Sum(v => v * v), Is.EqualTo(2 * (42 - 1)).Within(1e-2), "each channel has 42 numbers; its deviation is the unbiased one");
    }

    [Test]
    public void Readers_at_the_same_time_see_the_same()
    {
        SmallTask.Write(_folder, fortran: true);
        using ITaskData data = _dataset.Open(_folder, Purpose.Search);
        Parallel.For(0, 200, i =>
        {
            float[] example = new float[12];
            data.Gather(DataSplit.Train, [i % 7], example);
            Assert.That(example, Is.EqualTo(SmallTask.Normalised("train", i % 7)).Within(1e-5));
        });
    }

    private sealed class Steps(List<string> activities) : IProgress<ProgressStep>
    {
        public void Report(ProgressStep value) => activities.Add(value.Activity);
    }
}
