using Einspace.Sdk.Grammars;

namespace Einspace.Fidelity.Tests.Distribution;

/// <summary>A unique node of a tree.</summary>
/// <param name="Node">The node.</param>
/// <param name="Level">The position's level.</param>
/// <param name="Inherited">What flows in.</param>
/// <param name="Depth">Its depth.</param>
/// <param name="Count">How many copies of it its parent has.</param>
/// <param name="Copies">How many copies of it the whole tree has.</param>
/// <param name="Above">The level of the node above; the node's own at the root.</param>
internal readonly record struct Site(
    DerivationNode Node, Level Level, Flow Inherited, int Depth, int Count, double Copies, Level Above)
{
    public bool IsTerminal => Node.Children.IsEmpty;

    public Terminal Terminal => new(Node.Production, [.. Node.Arguments.Select(argument => (int)argument)]);
}
