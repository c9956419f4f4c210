using System.Globalization;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Testing;

// What architectures lower to: what it costs, and what comes out when it runs.
public static partial class GrammarSuite
{
    // Of a graph's nodes and of bytes allocated, for each node of an architecture and each copy that one asks for: einspace takes at
    // most 1 and 5,000. Bytes stand for work, because they are the same on every machine.
    private const int MostNodes = 50;
    private const int MostBytes = 100_000;
    private const double LargestRun = 2e7;

    private static void Proportional(Grammar grammar, Action<string> broken)
    {
        foreach (Architecture architecture in Draw(grammar, "proportional").Concat(Repeated(grammar)))
        {
            int size = architecture.UniqueNodes + Nodes(architecture.Root).SelectMany(node => node.Children).Sum(child => child.Count);
            string what = $"{architecture.UniqueNodes} unique nodes ({Words(architecture.ExpandedNodes)} with all copies), for example {Shorten(architecture.Text)}";
            // Twice: the first time also compiles code and fills caches.
            (ComputationGraph? graph, long bytes) = Work(grammar, architecture);
            if (bytes > (long)MostBytes * size)
                (graph, bytes) = Work(grammar, architecture);
            int nodes = graph.Blocks.Sum(block => block.Nodes.Length);
            if (nodes > MostNodes * size)
                broken($"a graph of {Words((UInt128)nodes)} operators and calls for {what}");
            if (bytes > (long)MostBytes * size)
                broken($"{Words((UInt128)bytes)} bytes of work for {what}");
        }
    }

    private static (ComputationGraph Graph, long Bytes) Work(Grammar grammar, Architecture architecture)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Architecture read = grammar.Parse(new Architecture(architecture.Root).Text);
        grammar.Check(read);
        ComputationGraph graph = grammar.Lower(read);
        graph.Costs();
        return (graph, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Architectures whose repeated parts repeat parts, so that they have far more nodes with all copies than without.</summary>
    private static IEnumerable<Architecture> Repeated(Grammar grammar)
    {
        const int Enough = 100_000;
        Architecture[] repeating = [.. Draw(grammar, "repeated").Where(sample => sample.ExpandedNodes > (UInt128)sample.UniqueNodes).Take(20)];
        for (int i = 0; i < repeating.Length; i++)
        {
            RandomStream random = RandomStream.Derive((ulong)i, "repeated");
            Architecture grown = repeating[i];
            for (int tries = 0; tries < 60 && grown.ExpandedNodes < Enough && grown.UniqueNodes < Handy; tries++)
            {
                DerivationNode[] grafts = [.. Nodes(grown.Root).Concat(Nodes(repeating[random.NextInt(repeating.Length)].Root)).Where(node => node.Children.Any(child => child.Count > 1))];
                int position = random.NextInt(grown.UniqueNodes);
                Architecture next = new(Replace(grown.Root, ref position, grafts[random.NextInt(grafts.Length)]));
                if (next.ExpandedNodes > grown.ExpandedNodes && grammar.Check(next).IsExecutable)
                    grown = next;
            }

            yield return grown;
        }
    }

    private static void ExecutedShapes(GrammarUnderTest subject, Action<string> broken)
    {
        if (subject.Executor is not { } execute)
            return;
        int run = 0;
        foreach (Architecture sample in Draw(subject.Grammar, "executed-shapes"))
        {
            ComputationGraph graph = subject.Grammar.Lower(sample);
            GraphCosts costs = graph.Costs();
            if ((double)costs.Parameters + (double)costs.MultiplyAdds + (double)costs.ActivationMemory > LargestRun)
                continue;
            run++;
            // The whole, and what a few of its operators give.
            RandomStream random = RandomStream.Derive((ulong)run, "executed-shapes");
            int[] values = [.. Enumerable.Range(0, 3).Select(_ => random.NextInt(graph.Entry.Inputs.Length + graph.Entry.Nodes.Sum(node => node.Outputs.Length)))];
            foreach (int value in (int[])[graph.Entry.Outputs[0], .. values])
            {
                ComputationGraph part = GraphPasses.Simplify(new ComputationGraph([.. graph.Blocks[..^1], graph.Entry with { Outputs = [value] }]));
                if (part.ExecutedOutput() is { } predicted && Execute(execute, part, sample, broken) is var executed && executed != predicted)
                    broken($"{executed} comes out where {predicted} was predicted: value {value} of {sample}");
            }
        }

        if (run == 0)
            broken("no sample small enough to run: bind the grammar to a smaller input");
    }

    private static TensorShape Execute(GraphExecutor execute, ComputationGraph graph, Architecture sample, Action<string> broken)
    {
        try
        {
            return execute(graph);
        }
        catch (Exception error)
        {
            broken($"{sample} does not run: {error.GetType().Name}: {error.Message}");
            throw;
        }
    }

    private static string Words(UInt128 number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Shorten(string text) => text.Length <= 120 ? text : $"{text[..120]}…";
}
