namespace Einspace.Sdk.Plugins;

/// <summary>
/// The option says how large a study is, such as trials, members of a population or examples of a batch: <c>search --scale</c>
/// shrinks it with the others, so that they keep their proportions. For options that are numbers, or numbers or null.
/// </summary>
/// <param name="least">What it is never shrunk below; a value that is smaller already stays.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ScalesAttribute(double least) : Attribute
{
    /// <summary>What the option is never shrunk below.</summary>
    public double Least { get; } = least;
}
