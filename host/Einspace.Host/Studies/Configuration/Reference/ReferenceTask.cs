using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Studies.Configuration.Reference;

/// <summary>What the reference's configuration says of its data: it shapes networks by this, where we ask the data.</summary>
/// <param name="Name">The task, which is also the name of its folder below the data's root.</param>
internal sealed record ReferenceTask(string Name)
{
    public ReferenceValue? Classes { get; init; }

    public ReferenceScore? Score { get; init; }

    public ReferenceValue? ScoreKey { get; init; }

    public ReferenceValue? Channels { get; init; }

    public ReferenceValue? ImageSize { get; init; }

    /// <summary>Refuses data of which the file says something else.</summary>
    /// <param name="task">What the data are.</param>
    /// <exception cref="InputException">They differ; the sentence names the key.</exception>
    public void RefuseOther(TaskSpec task)
    {
        if (Classes is { } classes && AnswerOf(classes) is var answer && !answer.SequenceEqual(task.Answer.Sizes))
        {
            string found = answer is [var count] ? $"{count}" : $"[{string.Join(", ", answer)}]";
            throw classes.Refusal($"found {found}, but the data have {(task.Output == OutputKind.Classification ? $"{task.Classes} classes" : $"answers of {task.Answer}")}.");
        }

        if (Score is { } score && !score.Fits(task))
            throw ScoreKey!.Refusal($"found '{score.Name}', but the task '{task.Name}' is a {task.Output.Name()}, scored by {task.Metric.Name()}.");
        if (Channels is { } channels && channels.Count() != task.Input[1])
            throw channels.Refusal($"found {channels.Count()}, but the data's images are {task.Input} (channels, height, width).");
        if (ImageSize is { } size && !SidesOf(size).SequenceEqual(task.Input.Sizes.Skip(1)))
        {
            throw size.Refusal(
                $"found [{string.Join(", ", SidesOf(size))}], but the data's images are {task.Input} (channels, height, width); the reference would resize them, and nothing here does.");
        }
    }

    /// <summary>The shape of an answer: a number of classes or labels, or height and width.</summary>
    /// <exception cref="InputException">The value is neither.</exception>
    public static IReadOnlyList<long> AnswerOf(ReferenceValue classes) => classes.Tree is OptionTree.Sequence
        ? classes.Counts("a number of classes, or a list of height and width")
        : [classes.Count()];

    /// <summary>Height and width.</summary>
    /// <exception cref="InputException">The value is not two numbers.</exception>
    public static IReadOnlyList<long> SidesOf(ReferenceValue imageSize)
    {
        const string expected = "a list of height and width, such as [28, 28]";
        return imageSize.Counts(expected) is { Count: 2 } sides ? sides : throw imageSize.Unexpected(expected);
    }
}
