using Einspace.Sdk.Data;

namespace Einspace.Sdk.Testing.Tests;

/// <summary>Every rule for datasets catches a dataset that breaks it, and lets a sound one pass.</summary>
internal sealed class DatasetSuiteTests
{
    private string _folder = "";

    private static IEnumerable<ConformanceRule<DatasetUnderTest>> Rules => DatasetSuite.Rules;

    private static IEnumerable<TestCaseData> RulesOfEachKind =>
        DatasetSuite.Rules.SelectMany(rule => Enum.GetValues<OutputKind>().Select(output => new TestCaseData(rule, output)));

    [SetUp]
    public void MakeData()
    {
        _folder = Directory.CreateTempSubdirectory("einspace-made-up-").FullName;
        MadeUpDataset.Write(_folder);
    }

    [TearDown]
    public void DeleteData() => Directory.Delete(_folder, recursive: true);

    [TestCaseSource(nameof(RulesOfEachKind))]
    public void ASoundDatasetKeepsEveryPromise(ConformanceRule<DatasetUnderTest> rule, OutputKind output) =>
        rule.Check(new DatasetUnderTest(new MadeUpDataset { Output = output }, _folder));

    [Test]
    public void AnotherFingerprint() => AssertCaught("prepare-again", "and then", new() { HasOtherFingerprints = true });

    [Test]
    public void FilesWrittenAgain() => AssertCaught("prepare-again", "the files", new() { WritesWhenPreparedAgain = true, HasOneFingerprint = true });

    [Test]
    public void AListedTestSplit() => AssertCaught("no-test-split-in-search", "the test split is listed", new() { ListsTheTestSplit = true });

    [Test]
    public void ACountedTestSplit() => AssertCaught("no-test-split-in-search", "the test split can be counted", new() { CountsTheTestSplit = true });

    [Test]
    public void NoTestSplitInTheEnd() => AssertCaught("splits", "in purpose Final the splits Train, Validation", new() { LacksTheTestSplit = true });

    [TestCase(float.NaN, "NaN in example 0 of Train")]
    [TestCase(0.5f, "the number 0.5 alone in Train")]
    public void NumbersThatAreNone(float number, string found) => AssertCaught("examples", found, new() { Number = number });

    [TestCase(4, "the label 4 of example 0 of Train, of 4 classes")]
    [TestCase(-1, "the label -1 of example 0")]
    [TestCase(2, "the label 2 alone in Train")]
    public void LabelsThatAreNone(long label, string found) => AssertCaught("answers", found, new() { Label = label });

    [TestCase(OutputKind.Regression, float.NaN, "the target NaN of example 0 of Train, where finite numbers are answered")]
    [TestCase(OutputKind.DenseRegression, float.PositiveInfinity, "of example 0 of Train, where finite numbers are answered")]
    [TestCase(OutputKind.DenseRegression, 2.5f, "the target 2.5 alone in Train")]
    [TestCase(OutputKind.MultiLabel, 0.5f, "the target 0.5 of example 0 of Train, where 0 and 1 are answered")]
    [TestCase(OutputKind.DenseLabels, 2, "the target 2 of example 0 of Train")]
    [TestCase(OutputKind.DenseLabels, 1, "the target 1 alone in Train")]
    public void TargetsThatAreNone(OutputKind output, float target, string found) => AssertCaught("answers", found, new() { Output = output, Target = target });

    [Test]
    public void FewerTargetsThanAskedFor([Values(OutputKind.MultiLabel, OutputKind.Regression, OutputKind.DenseRegression, OutputKind.DenseLabels)] OutputKind output) =>
        AssertCaught("answers", "the target NaN of example 59 of Train", new() { Output = output, ForgetsTheLastTarget = true });

    [Test]
    public void AnAnswerOfAnotherKind() =>
        AssertCaught("answers", "a DenseLabels whose answer is [6]", new() { Output = OutputKind.DenseLabels, Answer = new(6) });

    [Test]
    public void AMetricOfAnotherKind() =>
        AssertCaught("answers", "a Regression that is measured by Accuracy", new() { Output = OutputKind.Regression, Metric = TaskMetric.Accuracy });

    [TestCase(OutputKind.Classification, "targets of a Classification")]
    [TestCase(OutputKind.Regression, "labels of a Regression")]
    public void AnswersOfBothKinds(OutputKind output, string found) => AssertCaught("other-answers", found, new() { Output = output, GathersAnything = true });

    [Test]
    public void AnExampleInTwoSplits() =>
        AssertCaught("disjoint", "example 5 of Validation is also example 5 of Train", new() { SharesAnExample = true });

    [TestCase(1_000, "example 1 of Validation is also example 1 of Train")]
    [TestCase(120_000, "is also example")]
    public void ExamplesInTwoSplitsOfManyExamples(int examples, string found)
    {
        MadeUpDataset.Write(_folder, examples);
        AssertCaught("disjoint", found, new() { Examples = examples, SharesOddExamples = true });
    }

    [TestCase(1_000)]
    [TestCase(120_000)]
    public void SplitsOfManyExamplesAreDisjoint(int examples)
    {
        MadeUpDataset.Write(_folder, examples);
        Rules.Single(rule => rule.Name == "disjoint").Check(new DatasetUnderTest(new MadeUpDataset { Examples = examples }, _folder));
    }

    [Test]
    public void ExamplesInAnotherOrder() => AssertCaught("gather", "differs when it is gathered with others", new() { ForgetsTheOrder = true });

    [Test]
    public void TargetsInAnotherOrder() =>
        AssertCaught("gather", "differs when it is gathered with others", new() { Output = OutputKind.Regression, Number = 1, ForgetsTheOrder = true });

    [Test]
    public void OtherNumbersLater() => AssertCaught("open-again", "other numbers of Train", new() { ScalesWhileSearching = true });

    [Test]
    public void FaultWithASoundFolder() => AssertCaught("sound-folder", "Something is wrong.", new() { FindsFault = true });

    [Test]
    public void ASplitThatIsNotDescribed() => AssertCaught("description", "it describes the splits Train, Validation", new() { DescribesTwoSplits = true });

    [Test]
    public void MiscountedExamples() => AssertCaught("description", "1 examples of Train, where 60 can be gathered", new() { Miscounts = true });

    [Test]
    public void MiscountedClasses() => AssertCaught("description", "14, 16, 15, 15 examples of the classes of Train, where 15, 15, 15, 15", new() { MiscountsClasses = true });

    [TestCase(OutputKind.Regression, "Train as TargetDescription { Mean = 0, Deviation = 1, Least = 2, Largest = 3 }, where")]
    [TestCase(OutputKind.Classification, "where  can be gathered")]
    public void MisdescribedTargets(OutputKind output, string found) => AssertCaught("description", found, new() { Output = output, MiscountsTargets = true });

    [Test]
    public void TooManyNames() => AssertCaught("description", "5 names of classes, where there are 4", new() { Names = 5 });

    [Test]
    public void AMissingFolderThatIsPrepared() => AssertCaught("missing-folder", "it prepares a folder that is not there", new() { IgnoresMissing = true });

    [Test]
    public void AMissingFolderThatIsNotNamed() => AssertCaught("missing-folder", "which does not name the folder", new() { NamesNothing = true });

    [Test]
    public void AMissingFileThatIsPrepared() => AssertCaught("missing-file", $"it prepares a folder without {MadeUpDataset.File}", new() { IgnoresMissing = true });

    [Test]
    public void AMissingFileThatIsNotNamed() => AssertCaught("missing-file", "which does not name the file", new() { NamesNothing = true });

    [Test]
    public void ATruncatedFile() => AssertCaught("truncated-file", "lost its second half", new() { IgnoresTruncation = true });

    [Test]
    public void AFileOfOtherContent() => AssertCaught("corrupt-file", $"all of {MadeUpDataset.File} was overwritten, with the same fingerprint 1", new() { HasOneFingerprint = true });

    private void AssertCaught(string rule, string found, MadeUpDataset wrong) =>
        Breach.AssertCaught(DatasetSuite.Rules, rule, new DatasetUnderTest(wrong, _folder), found);
}
