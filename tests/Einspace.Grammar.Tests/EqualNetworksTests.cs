using Einspace.Sdk.Data;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Search;

namespace Einspace.Grammar.Tests;

/// <summary>Which architectures count as the same network: what the cache and "without repeats" go by.</summary>
internal sealed class EqualNetworksTests
{
    private static readonly SearchSpace Space = new(
        Spaces.Corrected(Spaces.Image), new TaskSpec("digits", Spaces.Image, InputMode.Image, 20), new Limits());

    [TestCase("comp(linear(64))", "seq(comp(identity), comp(linear(64)))", Description = "identities")]
    [TestCase("seq(comp(linear(64)), seq(comp(norm), comp(softmax)))", "seq(seq(comp(linear(64)), comp(norm)), comp(softmax))", Description = "sequencing")]
    [TestCase("comp(linear(64))", "route(identity, comp(linear(64)), identity)", Description = "routes that route nothing")]
    [TestCase("comp(norm)", "seq(route(permute(2, 1, 3), comp(identity), permute(2, 1, 3)), comp(norm))", Description = "permutes that cancel")]
    [TestCase("branch(clone(2), seq(comp(linear(64)), comp(norm)), comp(linear(64)), add)", "branch(clone(2), comp(linear(64)), seq(comp(linear(64)), comp(norm)), add)", Description = "the order of a sum")]
    [TestCase("branch(clone(2), comp(norm), comp(softmax), dot-product)", "branch(clone(2), comp(norm), seq(comp(identity), comp(softmax)), dot-product)", Description = "identities in branches")]
    [TestCase("branch(clone(4), 4*comp(norm), add)", "branch(clone(4), 4*seq(comp(norm), comp(identity)), add)", Description = "identities in repeated parts")]
    public void OtherWordsForTheSameNetworkGiveTheSameGraph(string one, string other)
    {
        (Network a, Network b) = (Realise(one), Realise(other));

        Assert.That(a.Hash, Is.EqualTo(b.Hash));
        Assert.That(a.Costs, Is.EqualTo(b.Costs));
        Assert.That(Words(a), Is.EqualTo(Words(b)));
    }

    [TestCase("comp(linear(64))", "comp(linear(128))")]
    [TestCase("comp(norm)", "comp(softmax)")]
    [TestCase("seq(comp(norm), comp(softmax))", "seq(comp(softmax), comp(norm))")]
    [TestCase("branch(clone(2), comp(norm), comp(softmax), dot-product)", "branch(clone(2), comp(softmax), comp(norm), dot-product)")]
    [TestCase("branch(clone(2), comp(norm), comp(norm), add)", "branch(clone(4), 4*comp(norm), add)")]
    [TestCase("route(permute(2, 3, 1), comp(norm), identity)", "route(permute(3, 1, 2), comp(norm), identity)")]
    public void OtherNetworksGiveOtherHashes(string one, string other) => Assert.That(Realise(one).Hash, Is.Not.EqualTo(Realise(other).Hash));

    private static Network Realise(string text) => Space.Realise(Space.Grammar.Parse(text));

    /// <summary>What is run, in order, without the paths, which are those of the words.</summary>
    private static string[] Words(Network network) => [.. network.Graph.Blocks.SelectMany(block => block.Nodes)
        .Select(node => $"{node.Operator} {string.Join(' ', node.Inputs)}")];
}
