using System.Collections.Immutable;

namespace Einspace.Sdk.Graphs;

/// <summary>An operator was applied to values that its shape rule does not allow, or a graph was put together wrongly.</summary>
public sealed class GraphException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="path">Path of the node, relative to its block.</param>
    /// <param name="op">The operator, as <see cref="Operator.ToString"/> writes it.</param>
    /// <param name="found">Shapes of the inputs.</param>
    /// <param name="expected">What was expected, in words.</param>
    public GraphException(string path, string op, ImmutableArray<TensorShape> found, string expected)
        : base($"{op} at {path}: expected {expected}, found {Describe(found)}.")
    {
        Path = path;
        Operator = op;
        Found = found;
        Expected = expected;
    }

    /// <summary>Path of the node, relative to its block.</summary>
    public string Path { get; }

    /// <summary>The operator with its arguments, for example <c>linear(64,10)</c>.</summary>
    public string Operator { get; }

    /// <summary>Shapes of the inputs, without the batch axis.</summary>
    public ImmutableArray<TensorShape> Found { get; }

    /// <summary>What was expected, in words.</summary>
    public string Expected { get; }

    private static string Describe(ImmutableArray<TensorShape> shapes) =>
        shapes.Length == 0 ? "no input" : string.Join(" and ", shapes);
}
