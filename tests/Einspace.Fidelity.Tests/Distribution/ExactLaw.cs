using System.Collections.Immutable;

namespace Einspace.Fidelity.Tests.Distribution;

/// <summary>
/// The probability of every tree, by enumeration of the written rules with remove-and-redraw: a production that fails is removed and
/// the others' shares are spread again; a position without options fails its parent's production. For small depth limits.
/// </summary>
internal sealed class ExactLaw
{
    private readonly WrittenRules _rules;

    private ExactLaw(WrittenRules rules) => _rules = rules;

    /// <summary>The law of whole trees by their text, given that no attempt was ended by Q5.</summary>
    public static IReadOnlyDictionary<string, double> Of(WrittenRules rules, Flow input)
    {
        Outcomes all = new ExactLaw(rules).Module(Level.Network, input, 0);
        double total = all.Trees.Values.Sum();
        return all.Trees.GroupBy(tree => tree.Key.Text, tree => tree.Value).ToDictionary(tree => tree.Key, tree => tree.Sum() / total);
    }

    /// <summary>
    /// The law of subtrees at a position, by their text, without a symbol that stands there; what is missing from 1 fails.
    /// </summary>
    public static IReadOnlyDictionary<string, double> At(WrittenRules rules, Level level, Flow flow, int depth, string without)
    {
        ExactLaw law = new(rules);
        bool isModule = level is Level.Network or Level.FirstFn or Level.SecondFn or Level.InnerFn;
        Outcomes outcomes = isModule
            ? law.AmongModules(rules.ModulesAt(level, depth).Remove(without), flow, depth)
            : law.AmongTerminals([.. rules.TerminalsAt(level, flow).Where(terminal => terminal.Label != without)], flow);
        return outcomes.Trees.GroupBy(tree => tree.Key.Text, tree => tree.Value).ToDictionary(tree => tree.Key, tree => tree.Sum());
    }

    private Outcomes Module(Level level, Flow s, int depth) => AmongModules(_rules.ModulesAt(level, depth), s, depth);

    private Outcomes AmongModules(ImmutableArray<string> options, Flow s, int depth)
    {
        Outcomes sum = new() { Failed = options.IsEmpty ? 1 : 0 };
        foreach (string module in options)
        {
            Outcomes applied = Apply(module, s, depth);
            double share = _rules.ShareOf(module, options);
            sum.Add(applied.Trees, share);
            if (applied.Failed == 0)
                continue;
            if (_rules.DrawsAgain)
                sum.Add(AmongModules(options.Remove(module), s, depth), share * applied.Failed);
            else
                sum.Failed += share * applied.Failed;
        }

        return sum;
    }

    private Outcomes Terminal(Level level, Flow s) => AmongTerminals(_rules.TerminalsAt(level, s), s);

    private Outcomes AmongTerminals(ImmutableArray<Terminal> options, Flow s)
    {
        Outcomes sum = new() { Failed = options.IsEmpty ? 1 : 0 };
        foreach (Terminal terminal in options)
        {
            double share = 1.0 / options.Length;
            if (_rules.EndsTheAttempt(terminal, s))
                continue;
            if (_rules.Apply(terminal, s) is { } result)
                sum.Add(terminal.Label, result, share);
            else if (_rules.DrawsAgain)
                sum.Add(AmongTerminals(options.Remove(terminal), s), share);
            else
                sum.Failed += share;
        }

        return sum;
    }

    private Outcomes Apply(string module, Flow s, int depth)
    {
        switch (module)
        {
            case "comp":
                return Terminal(Level.ComputationFn, s).Then((text, result) => new Outcomes($"comp({text})", result));
            case "seq":
                return Module(Level.FirstFn, s, depth + 1).Then((first, middle) =>
                    Module(Level.SecondFn, middle with { Factor = s.Factor }, depth + 1).Then((second, result) =>
                        new Outcomes($"seq({first}, {second})", result)));
            case "route":
                return Terminal(Level.PreroutingFn, s).Then((pre, before) =>
                    Module(Level.InnerFn, before with { Image = default }, depth + 1).Then((inner, between) =>
                        Terminal(Level.PostroutingFn, between with { Image = before.Image }).Then((post, after) =>
                            new Outcomes($"route({pre}, {inner}, {post})", after with { Image = default }))));
            default:
                return Terminal(Level.BranchingFn, s).Then((branching, parts) => Branch(branching, parts, depth));
        }
    }

    private Outcomes Branch(string branching, Flow parts, int depth)
    {
        Outcomes first = Module(Level.InnerFn, parts, depth + 1);
        return first.Then((left, a) => parts.Factor == 2
            ? Module(Level.InnerFn, parts, depth + 1).Then((right, b) => Join($"{left}, {right}", a, b))
            : Join($"{parts.Factor}*{left}", a, a));

        Outcomes Join(string inner, Flow a, Flow b) => Terminal(Level.AggregationFn, _rules.Aggregated(a, b, parts.Factor))
            .Then((aggregation, result) => new Outcomes($"branch({branching}, {inner}, {aggregation})", result));
    }

    /// <summary>Trees with what they give and their probabilities; the probability of failing; the rest ended the attempt.</summary>
    private sealed class Outcomes
    {
        public Outcomes()
        {
        }

        public Outcomes(string text, Flow result) => Add(text, result, 1);

        public Dictionary<(string Text, Flow Result), double> Trees { get; } = [];

        public double Failed { get; set; }

        public void Add(string text, Flow result, double probability) =>
            Trees[(text, result)] = Trees.GetValueOrDefault((text, result)) + probability;

        public void Add(Dictionary<(string Text, Flow Result), double> trees, double share)
        {
            foreach (((string text, Flow result), double probability) in trees)
                Add(text, result, share * probability);
        }

        public void Add(Outcomes other, double share)
        {
            Add(other.Trees, share);
            Failed += share * other.Failed;
        }

        /// <summary>What follows when the next sibling is derived after each of these.</summary>
        public Outcomes Then(Func<string, Flow, Outcomes> next)
        {
            Outcomes sum = new() { Failed = Failed };
            foreach (((string text, Flow result), double probability) in Trees)
                sum.Add(next(text, result), probability);
            return sum;
        }
    }
}
