using System.Text.Json;
using Einspace.Grammar;
using Einspace.Sdk.Data;
using Einspace.Sdk.Graphs;

namespace Einspace.Training.Tests;

/// <summary>
/// The recorded networks are trained as this project reads them; the grammar plugin must lower them to the same functions, so that
/// the recorded numbers hold for it too.
/// </summary>
internal sealed class GrammarAgreementTests
{
    [TestCaseSource(typeof(NumericsTests), nameof(NumericsTests.Cases))]
    public void The_grammar_lowers_a_recorded_network_to_the_same_function(JsonElement recorded)
    {
        string text = recorded.GetProperty("s").GetString()!;
        long[] batch = [.. recorded.GetProperty("input_shape").EnumerateArray().Select(size => size.GetInt64())];
        TensorShape input = new(batch.AsSpan(1));
        TaskSpec task = new("recorded", input, input.Rank == 3 ? InputMode.Image : InputMode.Tokens, OutputKind.Classification, Classes: 10);
        Sdk.Grammars.Grammar grammar = new EinspaceFactory().Create(new EinspaceOptions(), task);
        ComputationGraph network = GraphPasses.Simplify(NetworkHead.Attach(grammar.Lower(new EinspaceFactory().Notations[0].Read(text)), task));
        ComputationGraph expected = Notation.Network(text, input, classes: 10);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(network.Hash(), Is.EqualTo(expected.Hash()));
            Assert.That(network.Costs(), Is.EqualTo(expected.Costs()));
            Assert.That(network.ExpandParameters().Select(p => (p.Spec.Role, string.Join(',', p.Spec.Sizes))),
                Is.EqualTo(expected.ExpandParameters().Select(p => (p.Spec.Role, string.Join(',', p.Spec.Sizes)))));
        }
    }
}
