using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Grammars;

namespace Einspace.Fidelity.Tests.Distribution;

/// <summary>
/// Draws trees by the written rules, by plain recursion: a second sampler, for depths at which no law can be enumerated and for
/// canaries that get a rule wrong.
/// </summary>
internal sealed class SimulatedLaw(WrittenRules rules, Flow input)
{
    private RandomStream _random = null!;
    private long _draws;
    private bool _isEnded;

    /// <summary>Draws a tree; attempts that Q5 ends are no trees, and those that a canary gives up are drawn again.</summary>
    public SampledArchitecture Sample(RandomStream random)
    {
        (_random, _draws) = (random, 0);
        while (true)
        {
            _isEnded = false;
            if (Module(Level.Network, input, 0) is var (root, _))
                return new SampledArchitecture(new Architecture(root), _draws);
        }
    }

    private (DerivationNode Node, Flow Result)? Module(Level level, Flow s, int depth)
    {
        ImmutableArray<string> options = rules.ModulesAt(level, depth);
        while (!options.IsEmpty)
        {
            string module = Draw(options);
            if (Apply(module, s, depth) is { } done)
                return done;
            if (_isEnded || !rules.DrawsAgain)
                break;
            options = options.Remove(module);
        }

        return End();
    }

    private string Draw(ImmutableArray<string> options)
    {
        _draws++;
        double u = _random.NextDouble();
        foreach (string option in options)
        {
            u -= rules.ShareOf(option, options);
            if (u < 0)
                return option;
        }

        return options[^1];
    }

    private (DerivationNode Node, Flow Result)? Terminal(Level level, Flow s)
    {
        ImmutableArray<Terminal> options = rules.TerminalsAt(level, s);
        while (!options.IsEmpty && !_isEnded)
        {
            _draws++;
            Terminal terminal = options[_random.NextInt(options.Length)];
            _isEnded = rules.EndsTheAttempt(terminal, s);
            if (!_isEnded && rules.Apply(terminal, s) is { } result)
                return (new DerivationNode(terminal.Name, [.. terminal.Numbers.Select(n => (long)n)]), result);
            if (!rules.DrawsAgain)
                break;
            options = options.Remove(terminal);
        }

        return End();
    }

    private (DerivationNode Node, Flow Result)? End()
    {
        _isEnded |= !rules.DrawsAgain;
        return null;
    }

    private (DerivationNode Node, Flow Result)? Apply(string module, Flow s, int depth)
    {
        switch (module)
        {
            case "comp":
                return Terminal(Level.ComputationFn, s) is var (computation, result) ? (Node(module, computation), result) : null;
            case "seq":
                return Module(Level.FirstFn, s, depth + 1) is var (first, middle)
                    && Module(Level.SecondFn, middle with { Factor = s.Factor }, depth + 1) is var (second, end)
                    ? (Node(module, first, second), end)
                    : null;
            case "route":
                return Terminal(Level.PreroutingFn, s) is var (pre, before)
                    && Module(Level.InnerFn, before with { Image = default }, depth + 1) is var (inner, between)
                    && Terminal(Level.PostroutingFn, between with { Image = before.Image }) is var (post, after)
                    ? (Node(module, pre, inner, post), after with { Image = default })
                    : null;
            default:
                return Branch(s, depth);
        }
    }

    private (DerivationNode Node, Flow Result)? Branch(Flow s, int depth)
    {
        if (Terminal(Level.BranchingFn, s) is not var (branching, parts) || Module(Level.InnerFn, parts, depth + 1) is not var (left, a))
            return null;
        List<DerivationChild> children = [new(branching, 1), new(left, parts.Factor == 2 ? 1 : parts.Factor)];
        Flow b = a;
        if (parts.Factor == 2)
        {
            if (Module(Level.InnerFn, parts, depth + 1) is not var (right, other))
                return null;
            children.Add(new(right, 1));
            b = other;
        }

        if (Terminal(Level.AggregationFn, rules.Aggregated(a, b, parts.Factor)) is not var (aggregation, result))
            return null;
        children.Add(new(aggregation, 1));
        return (new DerivationNode("branch", [], [.. children]), result);
    }

    private static DerivationNode Node(string module, params ReadOnlySpan<DerivationNode> children)
    {
        var list = ImmutableArray.CreateBuilder<DerivationChild>(children.Length);
        foreach (DerivationNode child in children)
            list.Add(new DerivationChild(child, 1));
        return new DerivationNode(module, [], list.ToImmutable());
    }
}
