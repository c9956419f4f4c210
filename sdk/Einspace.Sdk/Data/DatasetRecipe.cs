namespace Einspace.Sdk.Data;

/// <summary>What a dataset is made from, and how large.</summary>
/// <param name="Source">Folder with the public source files; null where none was named, for makers that can do without.</param>
/// <param name="Train">Examples of the training split; null takes the published number.</param>
/// <param name="Validation">Examples of the validation split; null takes the published number.</param>
/// <param name="Test">Examples of the test split; null takes the published number.</param>
/// <param name="Seed">Seed of all random choices.</param>
public sealed record DatasetRecipe(string? Source, int? Train, int? Validation, int? Test, ulong Seed);
