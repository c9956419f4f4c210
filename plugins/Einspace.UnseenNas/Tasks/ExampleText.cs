namespace Einspace.UnseenNas.Tasks;

/// <summary>Reads an example aloud, such as the words that a one-hot image spells.</summary>
/// <param name="example">The numbers of an example as they stand in the file; normalising them by channel changes nothing.</param>
/// <returns>The text, of one line or several; null when the example spells none.</returns>
internal delegate string? ExampleText(ReadOnlySpan<float> example);
