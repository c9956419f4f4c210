namespace Einspace.Sdk.Grammars;

/// <summary>Where a node stands in a text, by indices of characters.</summary>
/// <param name="Start">Its beginning, the count before it included.</param>
/// <param name="Name">Its name.</param>
/// <param name="End">Its closing parenthesis, or what follows its name.</param>
internal readonly record struct NodeInText(int Start, int Name, int End);
