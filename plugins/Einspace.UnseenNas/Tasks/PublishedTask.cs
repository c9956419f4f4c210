using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Data;

namespace Einspace.UnseenNas.Tasks;

/// <summary>What is published of one of the eight Unseen NAS tasks: all that tells it from the others.</summary>
/// <param name="Name">The name by which users ask for it.</param>
/// <param name="Title">Its published name.</param>
/// <param name="Shape">The shape of an example as it stands in the files, [C, H, W].</param>
/// <param name="Classes">What each label means, from 0.</param>
/// <param name="Train">Examples of the training split.</param>
/// <param name="Validation">Examples of the validation split.</param>
/// <param name="Test">Examples of the test split.</param>
internal sealed record PublishedTask(
    string Name, string Title, ImmutableArray<long> Shape, ImmutableArray<string> Classes, int Train, int Validation, int Test)
{
    /// <summary>The code name that the file <c>metadata</c> gives; null where none is known.</summary>
    public string? Codename { get; init; }

    /// <summary>Zeros put around every normalised example on each side, as the paper's code does.</summary>
    public int Padding { get; init; }

    /// <summary>Whether a folder with other classes is the same task still, made from other sources: words of other languages, texts of other authors.</summary>
    public bool OtherClasses { get; init; }

    /// <summary>What cannot be made as it was, because it was never published; null where the rules are known.</summary>
    public string? Unpublished { get; init; }

    /// <summary>Reads an example aloud; null where it is a picture.</summary>
    public ExampleText? Text { get; init; }

    /// <summary>The number of examples of a split.</summary>
    public int Count(DataSplit split) => split switch
    {
        DataSplit.Train => Train,
        DataSplit.Validation => Validation,
        _ => Test,
    };

    /// <summary>Whether a folder's examples and classes are this task's.</summary>
    /// <param name="shape">The shape of an example.</param>
    /// <param name="classes">The number of classes.</param>
    public bool Fits(IEnumerable<long> shape, int classes) => Shape.SequenceEqual(shape) && (OtherClasses || classes == Classes.Length);
}
