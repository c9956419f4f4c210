using Einspace.Sdk.Evaluation;
using Einspace.UnseenNas.Digits;
using Einspace.UnseenNas.Tests.Mnist;

namespace Einspace.UnseenNas.Tests.Digits;

internal sealed class DigitsDatasetTests
{
    private static readonly DigitsOptions Small = new() { Train = 60, Validation = 20, Test = 20, Seed = 3 };

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void It_needs_no_folder_and_asks_what_AddNIST_asks()
    {
        DigitsDataset digits = new(Small);
        TaskSpec spec = digits.Prepare(_folder["data"], null, CancellationToken.None).Spec;
        Assert.That(digits.NeedsFolder, Is.False);
        Assert.That((spec.Name, spec.Input.ToString(), spec.Classes), Is.EqualTo(("digits", "[3,28,28]", 20)));
        Assert.That(digits.Check(_folder["data"]), Is.Empty);
    }

    [Test]
    public void The_same_options_draw_the_same_and_another_seed_draws_others()
    {
        string first = new DigitsDataset(Small).Prepare(_folder["a"], null, CancellationToken.None).Fingerprint;
        string again = new DigitsDataset(Small).Prepare(_folder["b"], null, CancellationToken.None).Fingerprint;
        string other = new DigitsDataset(Small with { Seed = 4 }).Prepare(_folder["a"], null, CancellationToken.None).Fingerprint;
        Assert.That(again, Is.EqualTo(first));
        Assert.That(other, Is.Not.EqualTo(first));
    }

    [Test]
    public void Preparing_again_keeps_what_is_there_and_other_sizes_do_not_disturb_it()
    {
        DigitsDataset digits = new(Small);
        string before = digits.Prepare(_folder["data"], null, CancellationToken.None).Fingerprint;
        using ITaskData open = digits.Open(_folder["data"], Purpose.Search);
        _ = new DigitsDataset(Small with { Train = 40 }).Prepare(_folder["data"], null, CancellationToken.None);
        List<ProgressStep> steps = [];

        string after = digits.Prepare(_folder["data"], new Steps(steps), CancellationToken.None).Fingerprint;

        Assert.That(after, Is.EqualTo(before));
        Assert.That(steps, Is.Empty, "nothing was drawn or read through again");
        Assert.That(open.Count(DataSplit.Train), Is.EqualTo(60));
    }

    [Test]
    public void Processes_that_prepare_at_the_same_time_agree()
    {
        string[] fingerprints = new string[4];
        Parallel.For(0, 4, i => fingerprints[i] = new DigitsDataset(Small).Prepare(_folder[$"data{i % 2}"], null, CancellationToken.None).Fingerprint);
        Assert.That(fingerprints.Distinct(), Has.One.Items);
    }

    [Test]
    public void Cancelling_leaves_nothing_that_looks_complete()
    {
        using CancellationTokenSource cancellation = new();
        cancellation.Cancel();
        DigitsDataset digits = new(Small);
        Assert.That(() => digits.Prepare(_folder["data"], null, cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Directory.GetDirectories(_folder["data"]), Is.Empty);
        Assert.That(() => digits.Open(_folder["data"], Purpose.Search), Throws.InstanceOf<InputException>());
    }

    /// <summary>Drawn digits must be told apart by their looks: the nearest of a some drawn examples gives the digit.</summary>
    [Test]
    public void Digits_look_like_their_kind()
    {
        DigitPen pen = new();
        RandomStream random = RandomStream.Derive(0, "test");
        byte[][] known = [.. Enumerable.Range(0, 600).Select(i => Draw(i % 10))];
        int right = Enumerable.Range(0, 200).Count(i =>
        {
            byte[] image = Draw(i % 10);
            return Enumerable.Range(0, known.Length).MinBy(j => Distance(image, known[j])) % 10 == i % 10;
        });
        Assert.That(right, Is.GreaterThanOrEqualTo(160), "of 200; guessing gives 20");

        byte[] Draw(int digit)
        {
            byte[] image = new byte[784];
            pen.Draw(digit, random, image);
            return image;
        }

        static long Distance(byte[] a, byte[] b)
        {
            long sum = 0;
            for (int i = 0; i < a.Length; i++)
                sum += (a[i] - b[i]) * (a[i] - b[i]);
            return sum;
        }
    }

    [Test]
    public void A_digit_varies_and_stays_within_its_image()
    {
        DigitPen pen = new();
        RandomStream random = RandomStream.Derive(1, "test");
        byte[] image = new byte[784];
        HashSet<string> seen = [];
        for (int i = 0; i < 200; i++)
        {
            pen.Draw(i % 10, random, image);
            int ink = image.Count(value => value > 128);
            Assert.That(ink, Is.InRange(15, 300));
            Assert.That(seen.Add(Convert.ToHexString(image)), Is.True);
        }
    }

    [Test]
    public void Examples_are_composed_by_the_rule()
    {
        _ = new DigitsDataset(Small).Prepare(_folder["data"], null, CancellationToken.None);
        string drawn = Directory.GetDirectories(_folder["data"]).Single();
        Assert.That(ComposedExamples.Read(drawn, "train").CountBy(example => example.Label).Select(pair => pair.Value), Has.Exactly(20).EqualTo(3));
    }

    private sealed class Steps(List<ProgressStep> steps) : IProgress<ProgressStep>
    {
        public void Report(ProgressStep value) => steps.Add(value);
    }
}
