using System.Collections.Immutable;
using System.Globalization;
using Einspace.Sdk;

namespace Einspace.UnseenNas.Npy;

/// <summary>
/// Reads the text of an .npy header: a Python dictionary literal with the keys <c>descr</c>, <c>fortran_order</c> and
/// <c>shape</c>, each once, in any order.
/// </summary>
internal ref struct NpyHeaderText(string text, string path)
{
    private int _position;

    public NpyHeader Parse()
    {
        string? descr = null;
        bool? fortran = null;
        ImmutableArray<long>? shape = null;

        Expect('{');
        while (!Accept('}'))
        {
            string key = Text();
            Expect(':');
            switch (key)
            {
                case "descr" when descr is null:
                    descr = ElementType();
                    break;
                case "fortran_order" when fortran is null:
                    fortran = Truth();
                    break;
                case "shape" when shape is null:
                    shape = Shape();
                    break;
                default:
                    throw Bad($"the key '{key}' is unknown or there twice");
            }

            if (!Accept(','))
            {
                Expect('}');
                break;
            }
        }

        if (descr is null || fortran is null || shape is null)
            throw Bad("one of the keys 'descr', 'fortran_order' and 'shape' is missing");
        return Header(descr, fortran.Value, shape.Value);
    }

    private readonly NpyHeader Header(string descr, bool fortran, ImmutableArray<long> shape)
    {
        string code = descr.TrimStart('<', '>', '=', '|');
        if (code.StartsWith('O'))
            throw new InputException($"{path} holds Python objects, which are pickled programs and never read: save it again as an array of numbers.");
        if (descr.Length - code.Length > 1 || !NpyElements.ByCode.TryGetValue(code, out NpyElement element))
            throw new InputException($"{path} holds elements of type '{descr}'; float32, float64, uint8, int8, int32, int64 and booleans are read.");
        NpyHeader header = new(element, descr[0] == '>', fortran, shape);
        try
        {
            _ = header.DataLength;
        }
        catch (OverflowException)
        {
            throw Bad($"the shape {header.ShapeText} has more elements than any file");
        }

        return header;
    }

    private string ElementType()
    {
        SkipSpace();
        if (_position < text.Length && text[_position] is '[' or '(')
            throw new InputException($"{path} holds records with fields; an array of plain numbers was expected.");
        return Text();
    }

    private string Text()
    {
        SkipSpace();
        if (_position >= text.Length || text[_position] is not ('\'' or '"'))
            throw Bad("a quoted text was expected");
        int end = text.IndexOf(text[_position], _position + 1);
        if (end < 0)
            throw Bad("a quoted text does not end");
        string value = text[(_position + 1)..end];
        _position = end + 1;
        return value;
    }

    private bool Truth()
    {
        SkipSpace();
        foreach ((string word, bool value) in ((string, bool)[])[("True", true), ("False", false)])
        {
            if (string.CompareOrdinal(text, _position, word, 0, word.Length) == 0)
            {
                _position += word.Length;
                return value;
            }
        }

        throw Bad("True or False was expected");
    }

    private ImmutableArray<long> Shape()
    {
        ImmutableArray<long>.Builder sizes = ImmutableArray.CreateBuilder<long>();
        Expect('(');
        while (!Accept(')'))
        {
            sizes.Add(Size());
            if (!Accept(','))
            {
                Expect(')');
                break;
            }
        }

        return sizes.Count <= 32 ? sizes.ToImmutable() : throw Bad("the array has more than 32 axes");
    }

    private long Size()
    {
        SkipSpace();
        int start = _position;
        while (_position < text.Length && char.IsAsciiDigit(text[_position]))
            _position++;
        if (!long.TryParse(text.AsSpan(start, _position - start), NumberStyles.None, CultureInfo.InvariantCulture, out long size))
            throw Bad("the size of an axis was expected");

        // Python 2 wrote its long integers as 10L.
        if (_position < text.Length && text[_position] == 'L')
            _position++;
        return size;
    }

    private void Expect(char symbol)
    {
        if (!Accept(symbol))
            throw Bad($"'{symbol}' was expected");
    }

    private bool Accept(char symbol)
    {
        SkipSpace();
        if (_position >= text.Length || text[_position] != symbol)
            return false;
        _position++;
        return true;
    }

    private void SkipSpace()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position]))
            _position++;
    }

    private readonly InputException Bad(string reason) =>
        new($"{path} has an .npy header that cannot be read: {reason}, at character {_position} of the header.");
}
