namespace Einspace.Strategies.MonteCarloTreeSearch;

/// <summary>
/// Networks drawn below a choice, none of which could be proposed: when they are enough to say that there is nothing new. What was not
/// drawn yet has about the share of what was drawn once (Good 1953), so that draws which only repeat each other end early.
/// </summary>
/// <param name="most">Draws that are enough in any case.</param>
internal sealed class Draws(int most)
{
    /// <summary>Draws before their repetitions say anything.</summary>
    private const int Fewest = 8;

    /// <summary>The share of the unseen that is let go.</summary>
    private const double Unseen = 1.0 / 4;

    private readonly Dictionary<string, int> _counts = [];
    private int _drawn;
    private int _once;

    /// <summary>Draws that are enough in any case.</summary>
    public int Most => most;

    /// <summary>Whether more would hardly find anything else.</summary>
    public bool Suffice => _drawn >= most || (_drawn >= Fewest && _once <= Unseen * _drawn);

    /// <summary>Takes note of a draw.</summary>
    /// <param name="hash">The network's hash.</param>
    public void Add(string hash)
    {
        int count = _counts.GetValueOrDefault(hash) + 1;
        _counts[hash] = count;
        _drawn++;
        _once += count == 1 ? 1 : count == 2 ? -1 : 0;
    }
}
