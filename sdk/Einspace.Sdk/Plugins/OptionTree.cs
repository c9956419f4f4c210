using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Einspace.Sdk.Plugins;

/// <summary>
/// Options as they were given: a mapping, a sequence or a scalar text, each with its origin. YAML, <c>--set</c> and imported
/// configurations all become one such tree, which <see cref="OptionBinder"/> binds to a part's record. Immutable; equality
/// ignores origins.
/// </summary>
[JsonConverter(typeof(OptionTreeJsonConverter))]
public abstract record OptionTree
{
    private OptionTree()
    {
    }

    /// <summary>A tree without any option.</summary>
    public static Mapping Empty { get; } = new([]);

    /// <summary>Where it was written; null where a program made it.</summary>
    public OptionOrigin? Origin { get; init; }

    /// <summary>What it is, for error messages.</summary>
    public abstract string Kind { get; }

    /// <summary>Named options, in the order in which they were given.</summary>
    /// <param name="Entries">Keys, unique, in lower-case words joined by hyphens, and values.</param>
    public sealed record Mapping(ImmutableArray<KeyValuePair<string, OptionTree>> Entries) : OptionTree
    {
        /// <inheritdoc/>
        public override string Kind => "a mapping";

        /// <summary>The value of a key, or null.</summary>
        /// <param name="key">The key.</param>
        public OptionTree? this[string key] => Entries.FirstOrDefault(entry => entry.Key == key).Value;

        /// <summary>Returns the mapping with a key set to a value, in its old place or at the end.</summary>
        /// <param name="key">The key.</param>
        /// <param name="value">The value.</param>
        /// <returns>The new mapping.</returns>
        public Mapping With(string key, OptionTree value)
        {
            KeyValuePair<string, OptionTree> entry = new(key, value);
            int index = Entries.ToList().FindIndex(e => e.Key == key);
            return this with { Entries = index < 0 ? Entries.Add(entry) : Entries.SetItem(index, entry) };
        }

        /// <inheritdoc/>
        public bool Equals(Mapping? other) => other is not null && Entries.AsSpan().SequenceEqual(other.Entries.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => Entries.Length;
    }

    /// <summary>Values in order.</summary>
    /// <param name="Items">The values.</param>
    public sealed record Sequence(ImmutableArray<OptionTree> Items) : OptionTree
    {
        /// <inheritdoc/>
        public override string Kind => "a list";

        /// <inheritdoc/>
        public bool Equals(Sequence? other) => other is not null && Items.AsSpan().SequenceEqual(other.Items.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => Items.Length;
    }

    /// <summary>One value, as text.</summary>
    /// <param name="Text">The text; null for an explicit null.</param>
    public sealed record Scalar(string? Text) : OptionTree
    {
        /// <inheritdoc/>
        public override string Kind => Text is null ? "null" : $"'{Text}'";

        /// <inheritdoc/>
        public bool Equals(Scalar? other) => other is not null && Text == other.Text;

        /// <inheritdoc/>
        public override int GetHashCode() => Text?.Length ?? -1;
    }
}
