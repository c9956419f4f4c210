using System.Globalization;

namespace Einspace.Strategies.MonteCarloTreeSearch;

/// <summary>
/// What a proposal found out about the tree: choices below which there is nothing new, and known networks met below others. As a
/// text, for example <c>3.1! 7.0=12</c>: choice 1 of node 3 is barren, below choice 0 of node 7 trial 12's network was met.
/// </summary>
internal sealed class TreeNotes
{
    private const int MostMet = 16;
    private readonly HashSet<TreeEdge> _closed = [];
    private readonly List<TreeEdge> _barren = [];
    private readonly List<(TreeEdge Edge, int Trial)> _met = [];

    public IReadOnlyList<TreeEdge> Closed => _barren;

    public IReadOnlyList<(TreeEdge Edge, int Trial)> Met => _met;

    public static TreeNotes Parse(string? text, SearchTree tree)
    {
        TreeNotes notes = new();
        foreach (string note in (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            int[] numbers = [.. note.TrimEnd('!').Split('.', '=').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
            TreeEdge edge = tree[numbers[0], numbers[1]];
            if (numbers.Length == 3)
                notes.Meet(edge, numbers[2]);
            else
                notes.Close(edge);
        }

        return notes;
    }

    public bool IsClosed(TreeEdge edge) => edge.IsClosed || _closed.Contains(edge);

    public void Close(TreeEdge edge)
    {
        _barren.Add(edge);
        SearchTree.Close(edge, IsClosed, closed => _closed.Add(closed));
    }

    public void Meet(TreeEdge edge, int trial)
    {
        if (_met.Count < MostMet && !_met.Contains((edge, trial)))
            _met.Add((edge, trial));
    }

    /// <summary>The notes as a text; null where there are none.</summary>
    public override string? ToString()
    {
        IEnumerable<string> notes =
        [
            .. _barren.Select(edge => string.Create(CultureInfo.InvariantCulture, $"{edge.Origin.Number}.{edge.Index}!")),
            .. _met.Select(met => string.Create(CultureInfo.InvariantCulture, $"{met.Edge.Origin.Number}.{met.Edge.Index}={met.Trial}")),
        ];
        return notes.Any() ? string.Join(' ', notes) : null;
    }
}
