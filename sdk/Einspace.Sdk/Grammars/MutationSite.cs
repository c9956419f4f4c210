namespace Einspace.Sdk.Grammars;

/// <summary>A node of an architecture that could be mutated, as a <see cref="MutationLaw"/> sees it.</summary>
public sealed class MutationSite
{
    internal MutationSite(MutationSite? parent, string symbol, string production, bool isOption, int count)
    {
        Parent = parent;
        Symbol = symbol;
        Production = production;
        IsOption = isOption;
        Count = count;
        Copies = count * (parent?.Copies ?? 1);
    }

    /// <summary>The node above; null at the root.</summary>
    public MutationSite? Parent { get; }

    /// <summary>The symbol that stands there.</summary>
    public string Symbol { get; }

    /// <summary>The name of the production that was applied to it.</summary>
    public string Production { get; }

    /// <summary>Whether that production can be drawn; false where it is only executable.</summary>
    public bool IsOption { get; }

    /// <summary>How many copies of the node its parent has.</summary>
    public int Count { get; }

    /// <summary>How many copies of it there are in the whole architecture.</summary>
    public double Copies { get; }
}
