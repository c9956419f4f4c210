using Einspace.Sdk.Grammars;

namespace Einspace.Grammar.Notation;

/// <summary>
/// The S-expressions in which the reference implementation's architectures are recorded (SPEC section 1): <c>seq(A, B)</c>,
/// <c>branch(BF, A, B, AGG)</c>, <c>branch(BF, rep4(A), AGG)</c>, <c>route(PRE, A, POST)</c>, <c>comp(T)</c>, and <c>T</c> alone (Q1);
/// white space and commas separate.
/// </summary>
internal sealed class ReferenceNotation : ArchitectureNotation
{
    public const string Modules = "a module: seq(A, B), branch(BF, A, B, AGG), branch(BF, repN(A), AGG), route(PRE, A, POST), comp(T), or T alone, where T is";

    public override string Name => "reference";

    public override string Description => "S-expressions with the names of the paper's implementation, such as seq(comp(linear64), comp(norm)).";

    public override Architecture Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Architecture(new ReferenceReader(text).Read());
    }

    public override string Write(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ReferenceWriter(text).Write();
    }
}
