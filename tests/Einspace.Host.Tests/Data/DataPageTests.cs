using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Einspace.Cli.Data;
using Einspace.Sdk.Data;
using Einspace.Sdk.Graphs;

namespace Einspace.Host.Tests.Data;

internal sealed class DataPageTests
{
    private static readonly TaskSpec Colours = new("colours", new TensorShape(3, 2, 2), InputMode.Image, 3);

    [Test]
    public void Channels_go_from_black_to_white_over_the_drawn_examples_whatever_their_scale()
    {
        float[] dark = [-1, 0, 0, 0, 10, 10, 10, 10, 7, 7, 7, 7], light = [1, 0, 0, 0, 10, 20, 30, 10, 7, 7, 7, 7];
        ExamplePictures pictures = new(Colours, [dark, light]);

        ImmutableArray<PngImage> drawn = pictures.Draw(1);
        Assert.That(drawn.Select(picture => (picture.Width, picture.Height)), Is.All.EqualTo((2, 2)));
        Assert.That(drawn[1].Samples, Is.EqualTo(new byte[] { 255, 128, 128, 128 }));
        Assert.That(drawn[2].Samples, Is.EqualTo(new byte[] { 0, 128, 255, 0 }));
        Assert.That(drawn[3].Samples, Is.All.EqualTo(0), "a channel that never varies");
        Assert.That(drawn[0].Samples, Is.EqualTo(new byte[] { 255, 0, 0, 128, 128, 0, 128, 255, 0, 128, 0, 0 }), "red, green and blue of each pixel");
        Assert.That(pictures.Draw(0)[1].Samples[0], Is.EqualTo(0));
    }

    [TestCase(InputMode.Image, 12, 12, Description = "a picture of each plane")]
    [TestCase(InputMode.Image, 1, 1)]
    [TestCase(InputMode.Image, 3, 4, Description = "colours, and each channel")]
    [TestCase(InputMode.Tokens, 6, 1, Description = "a row for each token")]
    public void Examples_have_as_many_pictures_as_help(InputMode mode, int first, int pictures)
    {
        TensorShape shape = mode == InputMode.Image ? new(first, 4, 5) : new(first, 5);
        TaskSpec task = new("made", shape, mode, 2);
        Assert.That(new ExamplePictures(task, [new float[(int)shape.Elements]]).Draw(0), Has.Length.EqualTo(pictures));
    }

    [TestCase(4, 1000, "width=\"1000\" height=\"12\"")]
    [TestCase(1, 46, "width=\"184\" height=\"12\"")]
    public void Series_are_bands_below_one_another(int channels, int length, string size)
    {
        using SmallData data = new(new TaskSpec("series", new TensorShape(channels, 1, length), InputMode.Image, 2), 4);
        string page = DataPage.Write(data, null, _ => null, DataSplit.Train, ShownExample.Draw(data, DataSplit.Train, 1, seed: 0));
        Assert.That(Regex.Count(page, Regex.Escape(size)), Is.EqualTo(channels));
        Assert.That(page.Contains("repeat(1, auto)", StringComparison.Ordinal), Is.EqualTo(channels > 1));
    }

    [TestCase(1000, 4, "width=\"4\" height=\"1000\"")]
    [TestCase(70, 3, "width=\"15\" height=\"350\"")]
    [TestCase(27, 18, "width=\"198\" height=\"297\"")]
    public void High_pictures_do_not_fill_the_page(int height, int width, string size)
    {
        using SmallData data = new(new TaskSpec("high", new TensorShape(1, height, width), InputMode.Image, 2), 4);
        Assert.That(DataPage.Write(data, null, _ => null, DataSplit.Train, ShownExample.Draw(data, DataSplit.Train, 1, seed: 0)), Does.Contain(size));
    }

    [TestCase(57, 128, 48)]
    [TestCase(12, 18, 54)]
    [TestCase(12, 40, 40)]
    public void Many_channels_leave_room_for_the_target(int channels, int side, int width)
    {
        using SmallData data = new(new TaskSpec("dense", new TensorShape(channels, side, side), InputMode.Image, OutputKind.DenseRegression, new TensorShape(128, 128)), 4);
        string page = DataPage.Write(data, null, _ => null, DataSplit.Train, ShownExample.Draw(data, DataSplit.Train, 1, seed: 0));
        Assert.That(Regex.Count(page, $"width=\"{width}\" height=\"{width}\" alt=\"example"), Is.EqualTo(channels));
        Assert.That(page, Does.Contain("width=\"256\" height=\"256\" alt=\"target"));
    }

    [Test]
    public void Examples_are_as_wide_as_their_pictures_so_that_none_lies_over_the_next()
    {
        using SmallData data = new(new TaskSpec("dense", new TensorShape(1, 128, 128), InputMode.Image, OutputKind.DenseLabels, new TensorShape(128, 128)), 4);
        string page = DataPage.Write(data, null, _ => null, DataSplit.Train, ShownExample.Draw(data, DataSplit.Train, 2, seed: 0));
        Assert.That(page, Does.Match(@"figure \{[^}]*width: min-content;[^}]* max-width: 100%;"));
    }

    [TestCase(2, 2)]
    [TestCase(3, 3)]
    [TestCase(7, 3)]
    [TestCase(100, 3)]
    public void Every_class_has_its_turn(int count, int classes)
    {
        using SmallData data = new(Colours, 20);
        IReadOnlyList<ShownExample> examples = ShownExample.Draw(data, DataSplit.Test, count, seed: 1);

        Assert.That(examples, Has.Count.EqualTo(Math.Min(20, count)));
        Assert.That(examples.Select(example => example.Index), Is.Unique);
        Assert.That(examples.Select(example => example.Label), Is.Ordered);
        int[] ofClass = [.. examples.GroupBy(example => example.Label).Select(group => group.Count())];
        Assert.That(ofClass, Has.Length.EqualTo(classes));
        Assert.That(ofClass.Max() - ofClass.Min(), Is.LessThanOrEqualTo(1));
        Assert.That(examples, Has.All.Matches<ShownExample>(example => example.Numbers.All(number => number == example.Index) && example.Label == example.Index % 3));
        Assert.That(ShownExample.Draw(data, DataSplit.Test, count, seed: 1).Select(example => example.Index), Is.EqualTo(examples.Select(example => example.Index)));
    }

    [Test]
    public void A_page_is_whole_shows_what_there_is_and_takes_names_as_text()
    {
        using SmallData data = new(Colours, 20);
        IReadOnlyList<ShownExample> examples = ShownExample.Draw(data, DataSplit.Train, 4, seed: 0);
        DatasetDescription description = new()
        {
            Likeness = "Looks like <nothing> known.",
            ClassNames = ["<red>", "green", "blue"],
            Splits = [new(DataSplit.Train, "float32 20×3×2×2", 20, 6, [7, 7, 6])],
            Channels = [new(0.5, 2), new(1, 1), new(1, 1)],
            Overlaps = [new("digit images", DataSplit.Test, DataSplit.Train, 5, 20)],
            Remarks = ["Smaller than published & more."],
            Provenance = [new("source", "a.txt")],
        };

        string page = DataPage.Write(data, description, numbers => numbers[0] == examples[0].Index ? "a line\nand <another>" : null, DataSplit.Train, examples);

        // Void elements are closed for the reader of XML; the rest is well-formed as it stands.
        XElement html = XElement.Parse(Regex.Replace(page, "(<(?:meta|img)[^>]*)>", "$1/>").Replace("<!doctype html>", "", StringComparison.Ordinal));
        string text = string.Concat(html.Element("body")!.DescendantNodes().OfType<XText>().Select(node => node.Value + "\n"));
        Assert.That(html.Descendants("img").Select(image => image.Attribute("src")!.Value), Has.Exactly(4 * 4).Items.And.All.StartsWith("data:image/png;base64,"));
        Assert.That(html.Descendants("rect").Count(), Is.EqualTo(3 * 3), "three classes in three splits");
        foreach (string shown in (string[])["Looks like <nothing> known.", "<red>", "a line\nand <another>", "Smaller than published & more.", "6 repeat another", "25 %", "5 of 20 digit images of the test split are in the training split too", "a.txt", "0.5"])
            Assert.That(text, Does.Contain(shown));
        Assert.That(page, Does.Not.Contain("http"), "nothing is fetched");
    }

    [Test]
    public void Data_that_nobody_describes_are_shown_all_the_same()
    {
        using SmallData data = new(Colours, 20);
        string page = DataPage.Write(data, null, _ => null, DataSplit.Train, ShownExample.Draw(data, DataSplit.Train, 2, seed: 0));
        Assert.That(page, Does.Contain("class 1").And.Contain("does not say where its data come from").And.Not.Contain("<pre"));
    }

    [TestCase(12, 3)]
    [TestCase(4, 2, Description = "four channels are no colours")]
    [TestCase(10, 5)]
    [TestCase(13, 4)]
    public void Channels_stand_nearly_in_a_square_beside_a_text_of_several_lines(int channels, int columns)
    {
        using SmallData data = new(new TaskSpec("planes", new TensorShape(channels, 8, 8), InputMode.Image, 3), 20);
        string page = DataPage.Write(data, null, _ => "a\nb", DataSplit.Train, ShownExample.Draw(data, DataSplit.Train, 2, seed: 0));
        Assert.That(Regex.Count(page, "<img "), Is.EqualTo(2 * channels));
        Assert.That(page, Does.Contain($"channel {channels - 1}\"").And.Contain($"<div class=\"pictures\">\n<pre class=\"lines\">a\nb</pre>\n<div class=\"channels\" style=\"grid-template-columns: repeat({columns}, auto)\">"));
    }

    [Test]
    public void Thousands_of_sources_are_folded()
    {
        using SmallData data = new(Colours, 20);
        DatasetDescription description = new() { Likeness = "", Provenance = [.. Enumerable.Range(0, 1_050).Select(i => KeyValuePair.Create($"source {i}.wav", "00"))] };
        string page = DataPage.Write(data, description, _ => null, DataSplit.Train, ShownExample.Draw(data, DataSplit.Train, 2, seed: 0));
        Assert.That(page.IndexOf("source 39.wav", StringComparison.Ordinal), Is.LessThan(page.IndexOf("1,010 more lines", StringComparison.Ordinal)));
        Assert.That(page.IndexOf("source 1049.wav", StringComparison.Ordinal), Is.GreaterThan(page.IndexOf("1,010 more lines", StringComparison.Ordinal)));
    }

    [Test]
    public void Examples_of_several_labels_are_named_by_those_they_have()
    {
        string page = Page(OutputKind.MultiLabel, new(3), new() { Likeness = "", ClassNames = ["car", "dog", "owl"] });
        Assert.That(Captions(page), Is.EqualTo(Enumerable.Range(0, 5).Select(i => i % 2 == 0 ? $"dog example {i}" : $"car, owl example {i}")));
        Assert.That(page, Does.Contain("<h2>Labels</h2>").And.Contain("<title>dog: 3</title>").And.Contain("<title>owl: 2</title>"));
        Assert.That(Captions(Page(OutputKind.MultiLabel, new(1), null)), Is.EqualTo(new[] { "no label example 0", "label 0 example 1", "no label example 2", "label 0 example 3", "no label example 4" }));
    }

    [Test]
    public void Regressions_show_their_numbers_in_the_order_of_the_first_one()
    {
        string page = Page(OutputKind.Regression, new(2), null);
        Assert.That(Captions(page), Is.EqualTo(Enumerable.Range(0, 5).Select(i => $"0, {-i} example {i}")));
        Assert.That(page, Does.Contain("<h2>Targets</h2>").And.Contain("<td class=\"number\">-2</td><td class=\"number\">1.5811</td><td class=\"number\">-4</td><td class=\"number\">0</td>"));
        Assert.That(Captions(Page(OutputKind.Regression, new(20), null))[1], Does.EndWith("-11, … 8 more example 1"));

        using SmallData data = new(Task(OutputKind.Regression, new(2)) with { Answer = new(2) }, 9);
        IReadOnlyList<ShownExample> drawn = ShownExample.Draw(new Backwards(data), DataSplit.Train, 4, seed: 0);
        Assert.That(drawn.Select(example => example.Target[0]), Is.Ordered);
        Assert.That(drawn.Select(example => example.Index), Is.Ordered.Descending);
    }

    [TestCase(OutputKind.DenseRegression, new byte[] { 255, 255, 255, 255, 191, 128, 255, 128, 0 }, "from black at the least number")]
    [TestCase(OutputKind.DenseLabels, new byte[] { 0, 255, 0, 255, 0, 255 }, "white where it is 1")]
    public void Targets_that_are_pictures_are_drawn_beside_their_examples(OutputKind output, byte[] samples, string legend)
    {
        string page = Page(output, new(1, 3), null);
        Assert.That(Regex.Count(page, "alt=\"target of example"), Is.EqualTo(5));
        Assert.That(page, Does.Contain(legend).And.Contain("<span class=\"arrow\">→</span>").And.Contain($"{output.Name()} [1,3]"));

        float[][] targets = output.IsYesOrNo() ? [[0, 1, 0], [1, 0, 1]] : [[0, 0, 0], [0, -1, -2], [0, -2, -4]];
        ExamplePictures pictures = ExamplePictures.OfTargets(Task(output, new(1, 3)), targets);
        Assert.That(targets.Index().SelectMany(target => pictures.Draw(target.Index)[0].Samples), Is.EqualTo(samples));
        if (output.IsYesOrNo())
            Assert.That(ExamplePictures.OfTargets(Task(output, new(1, 3)), [[1, 1, 1]]).Draw(0)[0].Samples, Is.All.EqualTo(255), "all ones are white");
    }

    private static TaskSpec Task(OutputKind output, TensorShape answer) => new("made", new TensorShape(1, 2, 2), InputMode.Image, output, answer);

    private static string Page(OutputKind output, TensorShape answer, DatasetDescription? description)
    {
        using SmallData data = new(Task(output, answer), 5);
        return DataPage.Write(data, description, _ => null, DataSplit.Train, ShownExample.Draw(data, DataSplit.Train, 5, seed: 0));
    }

    private static string[] Captions(string page) =>
        [.. Regex.Matches(page, "<figcaption>(.*)</figcaption>").Select(match => Regex.Replace(match.Groups[1].Value, "<[^>]*>", ""))];

    /// <summary>Data whose first values fall.</summary>
    private sealed class Backwards(SmallData data) : ITaskData
    {
        public TaskSpec Spec => data.Spec;

        public IReadOnlyList<DataSplit> Splits => data.Splits;

        public int Count(DataSplit split) => data.Count(split);

        public void Gather(DataSplit split, ReadOnlySpan<int> indices, Span<float> examples) => data.Gather(split, indices, examples);

        public void GatherTargets(DataSplit split, ReadOnlySpan<int> indices, Span<float> targets)
        {
            for (int i = 0; i < targets.Length; i++)
                targets[i] = -indices[i / 2];
        }

        public void Dispose()
        {
        }
    }
}
