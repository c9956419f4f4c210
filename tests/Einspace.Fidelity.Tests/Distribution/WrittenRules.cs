using System.Collections.Immutable;

namespace Einspace.Fidelity.Tests.Distribution;

/// <summary>
/// SPEC sections 1 to 4 written a second time, sharing nothing with the grammar plugin but the names: option lists, filters, and what
/// each terminal does to a shape. What the plugin is held against, by enumeration and by simulation.
/// </summary>
internal sealed record WrittenRules
{
    private static readonly ImmutableArray<string> Modules = ["seq", "branch", "route"];

    private static readonly ImmutableArray<string> ModulesAndComputation = ["seq", "branch", "route", "comp"];

    private static readonly ImmutableArray<string> OnlyComputation = ["comp"];

    private static readonly ImmutableArray<Terminal> Branchings = [.. Terminals("clone(2) clone(4) clone(8) group(2,1) group(2,2) group(2,3) group(4,1) group(4,2) group(4,3) group(8,1) group(8,2) group(8,3)")];

    private static readonly ImmutableArray<Terminal> Aggregations = [.. Terminals("dot-product scaled-dot-product add cat(1,2) cat(2,2) cat(3,2) cat(1,4) cat(2,4) cat(3,4) cat(1,8) cat(2,8) cat(3,8)")];

    private static readonly ImmutableArray<Terminal> Preroutings = [.. Terminals("identity permute(2,1) permute(1,3,2) permute(2,1,3) permute(2,3,1) permute(3,1,2) permute(3,2,1) im2col(1,1,0) im2col(1,2,0) im2col(3,1,1) im2col(3,2,1) im2col(4,4,0) im2col(8,8,0) im2col(16,16,0)")];

    private static readonly ImmutableArray<Terminal> Postroutings = [.. Terminals("identity permute(2,1) permute(1,3,2) permute(2,1,3) permute(2,3,1) permute(3,1,2) permute(3,2,1) col2im")];

    private static readonly ImmutableArray<Terminal> Computations = [.. Terminals("identity linear(16) linear(32) linear(64) linear(128) linear(256) linear(512) linear(1024) linear(2048) norm leaky-relu softmax positional-encoding")];

    /// <summary>No memory holds 2^48 numbers: the reference dies long before, the plugin lets the rule fail.</summary>
    private const double MostElements = 1L << 48;

    /// <summary>The probability of a computation.</summary>
    public double Computation { get; init; } = 0.32;

    /// <summary>The depth from which modules can only be computations.</summary>
    public int DepthLimit { get; init; } = 100;

    /// <summary>Whether Q2 and Q8 are there, and Q5 (a BatchNorm of 1×1 images ends the whole attempt).</summary>
    public bool IsReference { get; init; } = true;

    /// <summary>Q7: an axis shorter than n forbids grouping by n along every axis. A canary turns it off.</summary>
    public bool ShortAxisForbidsAll { get; init; } = true;

    /// <summary>Whether a production that fails is removed and another drawn in its place. A canary gives up the tree instead.</summary>
    public bool DrawsAgain { get; init; } = true;

    /// <summary>In how many a branching function by n splits; a canary gets it wrong.</summary>
    public Func<int, int> Factor { get; init; } = n => n;

    /// <summary>The options of a position, in the reference's order.</summary>
    public ImmutableArray<Terminal> TerminalsAt(Level level, in Flow flow)
    {
        Flow s = flow;
        return level switch
        {
            Level.BranchingFn => [.. Branchings.Where(t => MayBranch(t, s))],
            Level.AggregationFn => [.. Aggregations.Where(t => MayAggregate(t, s))],
            Level.PreroutingFn => [.. Preroutings.Where(t => MayRoute(t, s))],
            Level.PostroutingFn => [.. Postroutings.Where(t => MayRoute(t, s))],
            _ => Computations,
        };
    }

    /// <summary>The modules of a position.</summary>
    public ImmutableArray<string> ModulesAt(Level level, int depth) =>
        depth >= DepthLimit ? OnlyComputation : level == Level.Network ? Modules : ModulesAndComputation;

    /// <summary>The probability of one of a set of modules (SPEC section 4).</summary>
    public double ShareOf(string module, ImmutableArray<string> options) =>
        options.Length == 1 ? 1
        : !options.Contains("comp") ? 1.0 / options.Length
        : module == "comp" ? Computation
        : (1 - Computation) / (options.Length - 1);

    /// <summary>What a terminal gives; null where it fails.</summary>
    public Flow? Apply(in Terminal t, in Flow s)
    {
        Flow? result = t.Name switch
        {
            "clone" => s with { Factor = Factor(t[0]) },
            "group" => s[t[1]] % t[0] == 0 ? s.With(t[1], s[t[1]] / t[0]) with { Factor = Factor(t[0]) } : null,
            "dot-product" or "scaled-dot-product" => s.Factor != 2 ? null : Joined(s.IsImage ? new Flow(s.A, s.B, s.Second.C) : new Flow(s.A, s.Second.B, 0)),
            "add" => Joined(s),
            "cat" => Joined(s.With(t[0], t[1] == 2 ? s[t[0]] + s.SecondAt(t[0]) : s[t[0]] * t[1])),
            "permute" when t.Count == 2 => s with { A = s.B, B = s.A },
            "permute" => s with { A = s[t[0]], B = s[t[1]], C = s[t[2]] },
            "im2col" => Unfolded(t, s),
            "col2im" => Folded(s),
            "linear" => s.With(s.IsImage ? 3 : 2, t[0]),
            _ => s,
        };
        return result is { } possible && possible.Elements <= MostElements ? result : null;
    }

    /// <summary>Whether a terminal can be executed, whatever the filters say (SPEC section 5): what decides about a mutant.</summary>
    public bool Runs(in Terminal t, in Flow s)
    {
        int rank = s.IsImage ? 3 : 2;
        bool ranksAgree = s.IsImage == (s.Second.C != 0);
        return !EndsTheAttempt(t, s) && t.Name switch
        {
            "group" => t[1] <= rank,
            "permute" => t.Count == rank,
            "im2col" => s.IsImage,
            "col2im" => !s.IsImage,
            "add" => Agree(s, but: 0),
            "cat" => t[0] <= rank && ranksAgree && Agree(s, but: t[0]) && (IsReference || t[1] == s.Factor),
            "dot-product" or "scaled-dot-product" => ranksAgree && (s.IsImage
                ? s.C == s.Second.B && (s.A == s.Second.A || s.A == 1 || s.Second.A == 1)
                : s.B == s.Second.A),
            _ => true,
        };

        static bool Agree(in Flow s, int but) =>
            (but == 1 || s.A == s.Second.A) && (but == 2 || s.B == s.Second.B) && (but == 3 || s.C == s.Second.C);
    }

    /// <summary>Q5: shape inference executes BatchNorm on one example, which fails where an image has one pixel.</summary>
    public bool EndsTheAttempt(in Terminal t, in Flow s) => IsReference && t.Name == "norm" && s is { IsImage: true, B: 1, C: 1 };

    /// <summary>The parameters that the reference predicts for a terminal.</summary>
    public static double Parameters(in Terminal t, in Flow s) => t.Name switch
    {
        "linear" => ((s.IsImage ? s.C : s.B) + 1.0) * t[0],
        "norm" => 2.0 * (s.IsImage ? s.A : s.B),
        "positional-encoding" => s.Elements,
        _ => 0,
    };

    /// <summary>What an aggregation sees: both results, and the factor that is known (Q8: of the first result).</summary>
    public Flow Aggregated(in Flow first, in Flow second, int factor) => first with
    {
        Second = (second.A, second.B, second.C), Factor = IsReference ? first.Factor : factor, Image = default,
    };

    private static IEnumerable<Terminal> Terminals(string labels) => labels.Split(' ').Select(Terminal.Of);

    private static Flow Joined(in Flow s) => new(s.A, s.B, s.C);

    private static Flow? Unfolded(in Terminal t, in Flow s)
    {
        long height = Windows(s.B, t), width = Windows(s.C, t);
        return height < 1 || width < 1 ? null : new Flow(height * width, s.A * t[0] * t[0], 0, s.Factor) { Image = (height, width) };

        static long Windows(long size, in Terminal t) =>
            size + (2 * t[2]) < t[0] ? 0 : ((size + (2 * t[2]) - t[0]) / t[1]) + 1;
    }

    private static Flow? Folded(in Flow s)
    {
        long pixels = s.Image.Height * s.Image.Width;
        return pixels == 0 || s.A * s.B % pixels != 0 ? null : new Flow(s.A * s.B / pixels, s.Image.Height, s.Image.Width, s.Factor);
    }

    private bool MayBranch(in Terminal t, in Flow s)
    {
        if (t.Name == "clone")
            return true;
        int rank = s.IsImage ? 3 : 2;
        if (t[1] > rank || s[t[1]] % 2 != 0)
            return false;
        return ShortAxisForbidsAll ? s.A >= t[0] && s.B >= t[0] && (!s.IsImage || s.C >= t[0]) : s[t[1]] >= t[0];
    }

    private static bool MayRoute(in Terminal t, in Flow s) => t.Name switch
    {
        "permute" => s.IsImage == (t.Count == 3),
        "im2col" => s.IsImage && (t[0] == 1 || (s.B >= t[0] && s.C >= t[0])),
        "col2im" => !s.IsImage,
        _ => true,
    };

    private bool MayAggregate(in Terminal t, in Flow s)
    {
        if (s.IsImage != (s.Second.C != 0))
            return false;
        bool byArity = t.Name switch
        {
            "add" => true,
            "cat" => s.Factor == t[1] || (IsReference && s.Factor <= 2),
            _ => s.Factor == 2 || (IsReference && s.Factor == 1),
        };
        return byArity && t.Name switch
        {
            "add" => Agrees(s, 1) && Agrees(s, 2) && Agrees(s, 3),
            "cat" => t[0] <= (s.IsImage ? 3 : 2) && AgreesBut(s, t[0]),
            _ => s.IsImage ? s.C == s.Second.B && s.A == s.Second.A : s.B == s.Second.A,
        };

        static bool Agrees(in Flow s, int axis) => s[axis] == s.SecondAt(axis);
        static bool AgreesBut(in Flow s, int axis) => (axis == 1 || Agrees(s, 1)) && (axis == 2 || Agrees(s, 2)) && (axis == 3 || Agrees(s, 3));
    }
}
