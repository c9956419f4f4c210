using Einspace.Grammar;
using Einspace.Sdk;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Grammars.Engine;
using Einspace.Sdk.Graphs;

namespace Einspace.Fidelity.Tests.Distribution;

/// <summary>Many samples of the grammar in the reference profile: their trees, and every draw, those discarded included.</summary>
/// <param name="Tally">The trees, within the reference's parameter budget.</param>
/// <param name="Draws">By the labels of the options that were left, joined by bars; the reference doesn't tell levels apart there.</param>
internal sealed record Observation(Tally Tally, Dictionary<string, DrawsFromSet> Draws)
{
    public static Observation Of(TensorShape input, int depthLimit, int trees) =>
        Of(input, Spaces.Options(isReference: true, depthLimit), trees);

    public static Observation Of(TensorShape input, EinspaceOptions options, int trees)
    {
        DeclaredGrammar<EinspaceState> grammar = Spaces.Build(input, options);
        Dictionary<string, string[]> labels = grammar.Symbols.ToDictionary(
            symbol => symbol.Name,
            symbol => symbol.Productions.Select(p => ArchitectureText.Label(new DerivationNode(p.Name, p.Arguments))).ToArray());
        Dictionary<string, DrawsFromSet> byOptions = [];
        Dictionary<(string Symbol, ulong Options), DrawsFromSet> byMask = [];
        HashSet<DrawsFromSet> touched = [];

        Tally tally = Tally.Of(new WrittenRules { DepthLimit = options.DepthLimit }, Spaces.FlowOf(input), trees, number =>
        {
            SampledArchitecture sample = grammar.Sample(RandomStream.Derive(1, "fidelity", (ulong)number), (symbol, options, drawn) =>
            {
                DrawsFromSet draws = Find(symbol.Name, options);
                draws.Add(labels[symbol.Name][drawn]);
                touched.Add(draws);
            });
            foreach (DrawsFromSet draws in touched)
                draws.EndTree();
            touched.Clear();
            return sample;
        });
        return new Observation(tally, byOptions);

        DrawsFromSet Find(string symbol, ulong options)
        {
            if (byMask.TryGetValue((symbol, options), out DrawsFromSet? known))
                return known;
            string key = string.Join(" | ", labels[symbol].Where((_, option) => option < 64 && (options >> option & 1) != 0));
            if (!byOptions.TryGetValue(key, out known))
                byOptions.Add(key, known = new DrawsFromSet());
            byMask.Add((symbol, options), known);
            return known;
        }
    }
}
