using System.Collections.Immutable;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Npy;
using Einspace.UnseenNas.Tasks;
using Einspace.UnseenNas.Tests.Tasks;

namespace Einspace.UnseenNas.Tests.Folders;

internal sealed class FolderDescriberTests
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

    [TestCaseSource(typeof(PublishedTasks), nameof(PublishedTasks.All))]
    public void A_folder_is_recognised_by_its_form(PublishedTask task)
    {
        PublishedFolder.Write(_folder, task);
        DatasetDescription description = Describe();

        Assert.That(description.Likeness, Does.Contain($"the form of {task.Title}:").And.Contain($"--task {task.Name} "));
        Assert.That(description.ClassNames, Is.EqualTo(task.Classes));
        Assert.That(description.Remarks, Has.One.Contains($"60 training examples instead of {task.Train:N0}").And.Exactly(1).Items);
        Assert.That(description.Splits.Select(split => (split.Split, split.Examples, split.OfClass.Sum(), split.Repeated)), Is.EqualTo(new[]
        {
            (DataSplit.Train, 60, 60, 0), (DataSplit.Validation, 30, 30, 0), (DataSplit.Test, 30, 30, 0),
        }));
        Assert.That(description.Splits[0].Content, Is.EqualTo($"float32 60×{string.Join('×', task.Shape)}"));
        Assert.That(description.Overlaps.Select(overlap => (overlap.What, overlap.Shared)), Is.All.EqualTo(("examples", 0L)).And.Exactly(3).Items);
        Assert.That(description.Channels, Has.Length.EqualTo(task.Shape[0]));
        Assert.That(description.Provenance, Is.Empty);
    }

    [Test]
    public void A_task_of_its_own_is_none_of_the_eight()
    {
        SmallTask.Write(_folder);
        Assert.That(Describe().Likeness, Does.Contain("none of the eight").And.Contain("--task npy"));
    }

    [Test]
    public void Equal_examples_are_counted_between_splits_and_within_one_whatever_their_types()
    {
        SmallTask.Write(_folder);
        // Examples 0 to 2 of training; 5 of it twice, in another type and order.
        byte[] shown = [.. new[] { 0, 1, 2, 5, 5 }.SelectMany(i => SmallTask.Raw("train", i))];
        using (FileStream x = File.Create(Path.Combine(_folder, "test_x.npy")))
            NpyWriter.Write<byte>(x, new(NpyElement.UInt8, false, true, [5, .. SmallTask.Example]), shown);
        SmallTask.WriteLabels(_folder, "test", [0, 1, 2, 0, 0]);

        DatasetDescription description = Describe();
        Assert.That(description.Overlaps, Is.EqualTo(new SplitOverlap[]
        {
            new("examples", DataSplit.Validation, DataSplit.Train, 0, 3),
            new("examples", DataSplit.Test, DataSplit.Train, 5, 5),
            new("examples", DataSplit.Test, DataSplit.Validation, 0, 5),
        }));
        Assert.That(description.Splits.Select(split => split.Repeated), Is.EqualTo(new[] { 0, 0, 1 }));
        Assert.That(description.Splits[2].OfClass, Is.EqualTo(new[] { 3, 1, 1, 0 }));
        Assert.That(description.Splits[2].Content, Is.EqualTo("uint8 5×2×3×2, Fortran order"));
        Assert.That(description.Remarks, Has.One.EqualTo("There is no test example of class 3.").And.One.EqualTo("There is no validation example of class 3."));
    }

    [Test]
    public void Shared_sources_are_counted_and_what_the_maker_says_is_told()
    {
        PublishedFolder.Write(_folder, PublishedTasks.Isabella);
        Provenance("isabella").Write(_folder);
        DatasetDescription description = Describe(PublishedTasks.Isabella);
        Assert.That(
            new FolderDataset(PublishedTasks.Isabella).Prepare(_folder, null, CancellationToken.None).Origin,
            Is.EqualTo("Isabella-like, made here with official splits from seed 7"));

        Assert.That(description.Overlaps.Where(overlap => overlap.What == "recordings"), Is.EqualTo(new SplitOverlap[]
        {
            new("recordings", DataSplit.Validation, DataSplit.Train, 2, 3),
            new("recordings", DataSplit.Test, DataSplit.Train, 0, 1),
            new("recordings", DataSplit.Test, DataSplit.Validation, 1, 1),
        }));
        Assert.That(
            description.Overlaps.Where(overlap => overlap.What == "radio hours").Select(overlap => (overlap.Split, overlap.Shared, overlap.All)),
            Is.EqualTo(new[] { (DataSplit.Test, 0L, 2L), (DataSplit.Test, 0L, 2L) }), "a kind that only one split was made from is shared with none");
        Assert.That(description.Remarks, Has.One.StartsWith("It is Isabella-like: never published were sample rate"));
        Assert.That(description.Provenance.Select(line => $"{line.Key}: {line.Value}"), Is.EqualTo(new[]
        {
            "made as: isabella, generator version 2, seed 7", "splits: official", "rule: as it goes", "option hop: 862",
            "deviation: louder", "source a.wav: sha256 00ff",
        }));
    }

    [Test]
    public void Other_names_of_classes_are_told_and_other_makers()
    {
        PublishedFolder.Write(_folder, PublishedTasks.Language, classes: 2);
        (Provenance("addnist") with { Classes = ["Danish", "Latin"] }).Write(_folder);
        DatasetDescription description = Describe(PublishedTasks.Language);
        Assert.That(description.ClassNames, Is.EqualTo(new[] { "Danish", "Latin" }));
        Assert.That(description.Remarks, Has.One.Contains("published with 10 classes; these are 2").And.One.Contains("It was made as 'addnist'"));
    }

    [Test]
    public void Metadata_that_name_another_task_are_remarked_and_the_names_of_2021_are_not()
    {
        PublishedFolder.Write(_folder, PublishedTasks.MultNist);
        File.WriteAllText(Path.Combine(_folder, "metadata"), """{"num_classes": 10, "codename": "Sadie"}""");
        Assert.That(Describe().Remarks, Has.One.EqualTo("The file metadata names 'Sadie', which is GeoClassing, not MultNIST."));
        File.WriteAllText(Path.Combine(_folder, "metadata"), """{"n_classes": 10, "name": "eval_dataset_0"}""");
        Assert.That(Describe().Remarks, Has.Exactly(1).Items);
    }

    [Test]
    public void A_broken_record_of_provenance_is_a_remark()
    {
        PublishedFolder.Write(_folder, PublishedTasks.MultNist);
        File.WriteAllText(Path.Combine(_folder, "provenance.json"), """{"dataset": "multnist"}""");
        Assert.That(Describe().Remarks, Has.One.Contains("provenance.json is no record of how the folder was made: it does not say \"generator_version\""));
        Assert.That(new FolderDataset(PublishedTasks.MultNist).Check(_folder), Is.Empty);
        Assert.That(new FolderDataset(PublishedTasks.MultNist).Prepare(_folder, null, CancellationToken.None).Origin, Is.Null);
    }

    [Test]
    public void Framed_boards_are_read_aloud()
    {
        PublishedFolder.Write(_folder, PublishedTasks.Chesseract);
        FolderDataset dataset = new(PublishedTasks.Chesseract);
        using ITaskData data = dataset.Open(_folder, Sdk.Evaluation.Purpose.Search);
        float[] example = new float[12 * 18 * 18], plain = new float[12 * 64];
        string?[] read = new string?[60], expected = new string?[60];
        using NpyFile file = NpyFile.Open(Path.Combine(_folder, "train_x.npy"));
        for (int i = 0; i < 60; i++)
        {
            data.Gather(DataSplit.Train, [i], example);
            file.CopyRow<float>(i, plain);
            (read[i], expected[i]) = (dataset.TextOf(example), PublishedTasks.Chesseract.Text!(plain));
        }

        Assert.That(read, Is.EqualTo(expected).And.All.Not.Null);
    }

    private static FolderProvenance Provenance(string dataset) => new()
    {
        Dataset = dataset,
        GeneratorVersion = 2,
        Seed = 7,
        SplitRule = "official",
        Rule = "as it goes",
        Options = ImmutableSortedDictionary<string, string>.Empty.Add("hop", "862"),
        Sources = [new("a.wav", "00ff")],
        Deviations = ["louder"],
        Used = ImmutableSortedDictionary<DataSplit, ImmutableSortedDictionary<string, SourceIds>>.Empty
            .Add(DataSplit.Train, ImmutableSortedDictionary<string, SourceIds>.Empty.Add("recordings", new([0, 1, 2, 3])))
            .Add(DataSplit.Validation, ImmutableSortedDictionary<string, SourceIds>.Empty.Add("recordings", new([2, 3, 4])))
            .Add(DataSplit.Test, ImmutableSortedDictionary<string, SourceIds>.Empty.Add("recordings", new([4])).Add("radio hours", new(["a", "b"]))),
    };

    private DatasetDescription Describe(PublishedTask? task = null) =>
        (task is null ? new FolderDataset("npy") : new FolderDataset(task)).Describe(_folder, null, CancellationToken.None);
}
