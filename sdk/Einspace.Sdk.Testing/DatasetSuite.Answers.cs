using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;

namespace Einspace.Sdk.Testing;

/// <content>The rules of labels and targets.</content>
public static partial class DatasetSuite
{
    // So many equal answers are no chance any more.
    private const int Telling = 20;

    private static void Answers(DatasetUnderTest subject, Action<string> broken)
    {
        using ITaskData data = Open(subject, Purpose.Final);
        TaskSpec spec = data.Spec;
        int axes = spec.Output.IsDense() ? 2 : 1;
        if (spec.Answer.Rank != axes || (spec.Output == OutputKind.Classification && spec.Classes < 2))
            broken($"a {spec.Output} whose answer is {spec.Answer}");
        if (!TaskMetrics.Of(spec.Output).Contains(spec.Metric))
            broken($"a {spec.Output} that is measured by {spec.Metric}");
        foreach (DataSplit split in data.Splits)
        {
            int[] indices = Look(data, split);
            double[] answers = GatherAnswers(data, split, indices);
            if (Array.FindIndex(answers, answer => !IsAnswer(spec, answer)) is >= 0 and var wrong)
                broken($"the {Word(data)[..^1]} {answers[wrong]} of example {indices[wrong / AnswerSize(data)]} of {split}, {Range(spec)}");
            if (indices.Length > Telling && answers.All(answer => answer == answers[0]))
                broken($"the {Word(data)[..^1]} {answers[0]} alone in {split}");
        }
    }

    private static bool IsAnswer(TaskSpec spec, double answer) =>
        spec.Output == OutputKind.Classification ? answer >= 0 && answer < spec.Classes
        : spec.Output.IsYesOrNo() ? answer is 0 or 1
        : double.IsFinite(answer);

    private static string Range(TaskSpec spec) =>
        spec.Output == OutputKind.Classification ? $"of {spec.Classes} classes"
        : spec.Output.IsYesOrNo() ? "where 0 and 1 are answered"
        : "where finite numbers are answered";

    private static void OtherAnswers(DatasetUnderTest subject, Action<string> broken)
    {
        using ITaskData data = Open(subject, Purpose.Search);
        bool classifies = data.Spec.Output == OutputKind.Classification;
        try
        {
            if (classifies)
                data.GatherTargets(DataSplit.Train, [0], new float[(int)data.Spec.Answer.Elements]);
            else
                data.GatherLabels(DataSplit.Train, [0], new long[1]);
        }
        catch (InvalidOperationException)
        {
            return;
        }

        broken($"{(classifies ? "targets" : "labels")} of a {data.Spec.Output}");
    }

    private static void DescriptionOfAnswers(ITaskData data, SplitDescription split, Action<string> broken)
    {
        int[] ofClass = [];
        if (data.Spec.Output == OutputKind.Classification)
        {
            double[] labels = GatherAnswers(data, split.Split, [.. Enumerable.Range(0, data.Count(split.Split))]);
            ofClass = [.. Enumerable.Range(0, data.Spec.Classes).Select(label => labels.Count(one => one == label))];
        }

        if (!split.OfClass.SequenceEqual(ofClass))
            broken($"{string.Join(", ", split.OfClass)} examples of the classes of {split.Split}, where {string.Join(", ", ofClass)} can be gathered");
        TargetDescription[] targets = [.. TargetDescription.Of(data, split.Split)];
        if (split.Targets.Length != targets.Length || split.Targets.Zip(targets).Any(pair => !IsNear(pair.First, pair.Second)))
            broken($"targets of {split.Split} as {string.Join(", ", split.Targets)}, where {string.Join(", ", targets)} can be gathered");
    }

    /// <summary>Whether one description tells the same as the other but for rounding.</summary>
    private static bool IsNear(TargetDescription one, TargetDescription other)
    {
        double tolerance = 1e-4 * Math.Max(Math.Abs(other.Least), Math.Abs(other.Largest));
        return Near(one.Mean, other.Mean) && Near(one.Deviation, other.Deviation) && Near(one.Least, other.Least) && Near(one.Largest, other.Largest);

        bool Near(double number, double same) => Math.Abs(number - same) <= tolerance;
    }

    /// <summary>The labels or the targets, whichever the task has, one after another.</summary>
    private static double[] GatherAnswers(ITaskData data, DataSplit split, int[] indices)
    {
        // What is not written stays what no answer is.
        if (data.Spec.Output == OutputKind.Classification)
        {
            long[] labels = [.. Enumerable.Repeat(-1L, indices.Length)];
            data.GatherLabels(split, indices, labels);
            return [.. labels.Select(label => (double)label)];
        }

        float[] targets = [.. Enumerable.Repeat(float.NaN, indices.Length * AnswerSize(data))];
        data.GatherTargets(split, indices, targets);
        return [.. targets.Select(target => (double)target)];
    }

    private static int AnswerSize(ITaskData data) => data.Spec.Output == OutputKind.Classification ? 1 : (int)data.Spec.Answer.Elements;

    private static string Word(ITaskData data) => data.Spec.Output == OutputKind.Classification ? "labels" : "targets";
}
