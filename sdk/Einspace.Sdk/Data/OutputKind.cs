using System.Text.Json.Serialization;

namespace Einspace.Sdk.Data;

/// <summary>What a network answers about one example.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutputKind>))]
public enum OutputKind
{
    /// <summary>One of a number of classes, by the largest of as many logits.</summary>
    Classification,

    /// <summary>Which of a number of labels it has, any number of them: a logit for each, above 0 for yes.</summary>
    MultiLabel,

    /// <summary>One or several numbers.</summary>
    Regression,

    /// <summary>A number for each pixel of a picture of one channel.</summary>
    DenseRegression,

    /// <summary>For each pixel of a picture whether it belongs to something: a logit each, above 0 for yes.</summary>
    DenseLabels,
}
