namespace Einspace.Sdk.Grammars.Analysis;

/// <summary>Numbers the types of positions: a symbol with the name of a class of attributes, in the order in which they are met.</summary>
internal sealed class DerivationTypes(int symbols)
{
    private readonly List<string> _classes = [];

    /// <summary>The classes that were met.</summary>
    public IReadOnlyList<string> Classes => _classes;

    /// <summary>How many types there are.</summary>
    public int Count => _classes.Count * symbols;

    /// <summary>The number of a type.</summary>
    public int Of(int symbol, string name)
    {
        int number = _classes.IndexOf(name);
        if (number < 0)
        {
            number = _classes.Count;
            _classes.Add(name);
        }

        return (number * symbols) + symbol;
    }

    /// <summary>The symbol of a type.</summary>
    public int SymbolOf(int type) => type % symbols;

    /// <summary>The class of a type.</summary>
    public string ClassOf(int type) => _classes[type / symbols];
}
