namespace Einspace.Strategies.LearnedPcfg;

/// <summary>How often symbols were replaced, and by which productions, in a derivation.</summary>
internal sealed class UseCounts
{
    private readonly Dictionary<Use, int> _uses = [];
    private readonly Dictionary<string, int> _symbols = [];

    public UseCounts(IEnumerable<Use> uses)
    {
        foreach (Use use in uses)
        {
            _uses[use] = Of(use) + 1;
            _symbols[use.Symbol] = Of(use.Symbol) + 1;
        }
    }

    public int Of(string symbol) => _symbols.GetValueOrDefault(symbol);

    public int Of(Use use) => _uses.GetValueOrDefault(use);
}
