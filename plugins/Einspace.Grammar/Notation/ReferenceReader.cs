using Einspace.Sdk.Grammars;

namespace Einspace.Grammar.Notation;

/// <summary>Reads one architecture in the reference's notation.</summary>
internal sealed class ReferenceReader(string text)
{
    private const int DeepestNesting = 1000;

    private int _position;
    private int _nesting;

    public DerivationNode Read()
    {
        DerivationNode root = ReadModule();
        SkipSeparators();
        return _position == text.Length ? root : throw Unexpected("the end of the text");
    }

    private DerivationNode ReadModule()
    {
        int start = SkipSeparators();
        string name = ReadName();
        switch (name)
        {
            case "seq":
                return ReadParts(name, ReadModule, ReadModule);
            case "comp":
                return ReadParts(name, () => ReadTerminal(ReferenceWords.Computation));
            case "route":
                return ReadParts(name, () => ReadTerminal(ReferenceWords.Prerouting), ReadModule, () => ReadTerminal(ReferenceWords.Postrouting));
            case "branch":
                return ReadBranch();
            default:
                _position = start;
                return ReadTerminal(ReferenceWords.Computation, ReferenceNotation.Modules);
        }
    }

    private DerivationNode ReadParts(string production, params ReadOnlySpan<Func<DerivationNode>> parts)
    {
        Open(production);
        List<DerivationChild> children = [];
        foreach (Func<DerivationNode> part in parts)
            children.Add(new DerivationChild(part(), 1));
        Close(production);
        return new DerivationNode(production, [], [.. children]);
    }

    private DerivationNode ReadBranch()
    {
        Open("branch");
        DerivationNode branching = ReadTerminal(ReferenceWords.Branching);
        int factor = (int)branching.Arguments[0];
        List<DerivationChild> children = [new(branching, 1)];
        if (factor == 2)
            children.AddRange([new(ReadModule(), 1), new(ReadModule(), 1)]);
        else
            children.Add(new DerivationChild(ReadRepeated(factor), factor));
        children.Add(new DerivationChild(ReadTerminal(ReferenceWords.Aggregation), 1));
        Close("branch");
        return new DerivationNode("branch", [], [.. children]);
    }

    private DerivationNode ReadRepeated(int factor)
    {
        int start = SkipSeparators();
        if (ReadName() != $"rep{factor}")
        {
            _position = start;
            throw Unexpected($"rep{factor}(A), the inner module of all {factor} branches");
        }

        Open($"rep{factor}");
        DerivationNode inner = ReadModule();
        Close($"rep{factor}");
        return inner;
    }

    private DerivationNode ReadTerminal(ReferenceWords words, string kind = "")
    {
        int start = SkipSeparators();
        if (words.Read(ReadName()) is { } terminal)
            return terminal;
        _position = start;
        throw Unexpected(kind.Length > 0 ? $"{kind} {words.Names}" : words.Names);
    }

    private void Open(string module)
    {
        SkipSeparators();
        if (_position == text.Length || text[_position] != '(')
            throw Unexpected($"'(' after '{module}'");
        if (++_nesting > DeepestNesting)
            throw Unexpected($"at most {DeepestNesting} nested parentheses");
        _position++;
    }

    private void Close(string module)
    {
        SkipSeparators();
        if (_position == text.Length || text[_position] != ')')
            throw Unexpected($"')', because '{module}' is complete");
        _nesting--;
        _position++;
    }

    private string ReadName()
    {
        int start = _position;
        while (_position < text.Length && (char.IsAsciiLetterOrDigit(text[_position]) || text[_position] == '_'))
            _position++;
        return text[start.._position];
    }

    private int SkipSeparators()
    {
        while (_position < text.Length && (char.IsWhiteSpace(text[_position]) || text[_position] == ','))
            _position++;
        return _position;
    }

    private ArchitectureSyntaxException Unexpected(string expected) => ArchitectureSyntaxException.At(text, _position, expected);
}
