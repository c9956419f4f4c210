using Einspace.Sdk;
using Einspace.Sdk.Data;

namespace Einspace.Host.Studies.Configuration.Reference;

/// <summary>What the reference's configuration says of its data: it shapes networks by this, where we ask the data.</summary>
/// <param name="Name">The task, which is also the name of its folder below the data's root.</param>
internal sealed record ReferenceTask(string Name)
{
    public ReferenceValue? Classes { get; init; }

    public ReferenceValue? Channels { get; init; }

    public ReferenceValue? ImageSize { get; init; }

    /// <summary>Refuses data of which the file says something else.</summary>
    /// <param name="task">What the data are.</param>
    /// <exception cref="InputException">They differ; the sentence names the key.</exception>
    public void RefuseOther(TaskSpec task)
    {
        if (Classes is { } classes && classes.Count() != task.Classes)
            throw classes.Refusal($"found {classes.Count()}, but the data have {task.Classes} classes.");
        if (Channels is { } channels && channels.Count() != task.Input[1])
            throw channels.Refusal($"found {channels.Count()}, but the data's images are {task.Input} (channels, height, width).");
        if (ImageSize is { } size && !SidesOf(size).SequenceEqual(task.Input.Sizes.Skip(1)))
        {
            throw size.Refusal(
                $"found [{string.Join(", ", SidesOf(size))}], but the data's images are {task.Input} (channels, height, width); the reference would resize them, and nothing here does.");
        }
    }

    /// <summary>Height and width.</summary>
    /// <exception cref="InputException">The value is not two numbers.</exception>
    public static IReadOnlyList<long> SidesOf(ReferenceValue imageSize)
    {
        const string expected = "a list of height and width, such as [28, 28]";
        return imageSize.Counts(expected) is { Count: 2 } sides ? sides : throw imageSize.Unexpected(expected);
    }
}
