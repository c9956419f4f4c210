namespace Einspace.Sdk.Tests.Grammars;

/// <summary>The attributes of <see cref="TinyGrammar"/>: how many features flow.</summary>
internal readonly record struct Width(int Size);
