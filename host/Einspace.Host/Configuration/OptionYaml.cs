using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Einspace.Sdk;
using Einspace.Sdk.Plugins;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Einspace.Host.Configuration;

/// <summary>
/// Reads YAML as options, each with its line and column, and writes options as YAML that reads back as the same options. All
/// scalars are text; only an unquoted <c>null</c>, <c>~</c> or nothing is null.
/// </summary>
internal static partial class OptionYaml
{
    private const int DeepestNesting = 100;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">There is no such file, or it is not a YAML mapping.</exception>
    public static OptionTree.Mapping ReadFile(string path)
    {
        try
        {
            return Read(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The configuration file {path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Reads a text, which is a mapping or empty.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="source">Where it comes from, for origins and messages.</param>
    /// <exception cref="InputException">The text is not one YAML mapping; the sentence names line and column.</exception>
    public static OptionTree.Mapping Read(string text, string source) => ReadAny(text, source) switch
    {
        OptionTree.Mapping mapping => mapping,
        OptionTree.Scalar { Text: null } => OptionTree.Empty,
        var other => throw new InputException($"{other.Origin}: found {other.Kind}, expected a mapping of options, such as 'seed: 1'."),
    };

    /// <summary>Reads a text of any kind.</summary>
    /// <exception cref="InputException">The text is not one YAML document.</exception>
    public static OptionTree ReadAny(string text, string source)
    {
        try
        {
            Reader reader = new(new Parser(new StringReader(text)), source);
            return reader.ReadDocument();
        }
        catch (YamlException e)
        {
            OptionOrigin origin = new(source, (int)e.Start.Line, (int)e.Start.Column);
            throw new InputException($"{origin}: not valid YAML: {e.Message}", e);
        }
    }

    /// <summary>Writes options, block style, lists of scalars on one line.</summary>
    public static string Write(OptionTree.Mapping options)
    {
        StringWriter text = new() { NewLine = "\n" };
        Emitter emitter = new(text);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart());
        Emit(emitter, options);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Emit(IEmitter emitter, OptionTree tree)
    {
        switch (tree)
        {
            case OptionTree.Scalar { Text: null }:
                emitter.Emit(new Scalar("null"));
                break;
            case OptionTree.Scalar { Text: { } text }:
                EmitText(emitter, text);
                break;
            case OptionTree.Sequence sequence:
                bool flat = sequence.Items.All(item => item is OptionTree.Scalar);
                emitter.Emit(new SequenceStart(null, null, true, flat ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (OptionTree item in sequence.Items)
                    Emit(emitter, item);
                emitter.Emit(new SequenceEnd());
                break;
            case OptionTree.Mapping mapping:
                emitter.Emit(new MappingStart(null, null, true, mapping.Entries.IsEmpty ? MappingStyle.Flow : MappingStyle.Block));
                foreach ((string key, OptionTree value) in mapping.Entries)
                {
                    EmitText(emitter, key);
                    Emit(emitter, value);
                }

                emitter.Emit(new MappingEnd());
                break;
        }
    }

    private static void EmitText(IEmitter emitter, string text)
    {
        bool plain = PlainText().IsMatch(text) && !IsNull(text);
        emitter.Emit(new Scalar(null, null, text, plain ? ScalarStyle.Any : ScalarStyle.DoubleQuoted, true, true));
    }

    // What needs no quotes anywhere but inside a list; the emitter's own analysis leaves some texts bare that do not read back.
    [GeneratedRegex(@"^(-?[0-9]|[A-Za-z_./(+])([A-Za-z0-9_./()+*=, -]*[A-Za-z0-9_./()+*=-])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainText();

    private static bool IsNull(string text) => text is "" or "~" or "null" or "Null" or "NULL";

    private sealed class Reader(IParser parser, string source)
    {
        private readonly Dictionary<AnchorName, OptionTree> _anchors = [];

        public OptionTree ReadDocument()
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out StreamEnd? end))
                return new OptionTree.Scalar(null) { Origin = Origin(end) };
            parser.Consume<DocumentStart>();
            OptionTree tree = Read(0);
            parser.Consume<DocumentEnd>();
            if (!parser.Accept<StreamEnd>(out _))
                throw new InputException($"{Origin(parser.Current!)}: found a second document, expected only one.");
            return tree;
        }

        private OptionTree Read(int depth)
        {
            if (depth > DeepestNesting)
                throw new InputException($"{Origin(parser.Current!)}: options are nested more than {DeepestNesting} deep.");
            if (parser.TryConsume<AnchorAlias>(out AnchorAlias? alias))
            {
                return _anchors.TryGetValue(alias.Value, out OptionTree? known)
                    ? known
                    : throw new InputException($"{Origin(alias)}: the alias *{alias.Value} refers to no anchor before it.");
            }

            if (!parser.Accept<NodeEvent>(out NodeEvent? node))
                throw new InputException($"{Origin(parser.Current!)}: found {parser.Current!.GetType().Name}, expected a value.");
            OptionTree tree = node switch
            {
                Scalar => ReadScalar(parser.Consume<Scalar>()),
                SequenceStart => ReadSequence(depth),
                _ => ReadMapping(depth),
            };
            if (!node.Anchor.IsEmpty)
                _anchors[node.Anchor] = tree;
            return tree;
        }

        private OptionTree.Scalar ReadScalar(Scalar scalar)
        {
            bool isNull = scalar.Style == ScalarStyle.Plain && IsNull(scalar.Value);
            return new OptionTree.Scalar(isNull ? null : scalar.Value) { Origin = Origin(scalar) };
        }

        private OptionTree.Sequence ReadSequence(int depth)
        {
            SequenceStart start = parser.Consume<SequenceStart>();
            var items = ImmutableArray.CreateBuilder<OptionTree>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(Read(depth + 1));
            return new OptionTree.Sequence(items.ToImmutable()) { Origin = Origin(start) };
        }

        private OptionTree.Mapping ReadMapping(int depth)
        {
            MappingStart start = parser.Consume<MappingStart>();
            var entries = ImmutableArray.CreateBuilder<KeyValuePair<string, OptionTree>>();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                OptionOrigin origin = Origin(parser.Current!);
                if (Read(depth + 1) is not OptionTree.Scalar { Text: { } key })
                    throw new InputException($"{origin}: found a key that is not text, expected an option's name.");
                if (entries.Any(entry => entry.Key == key))
                    throw new InputException($"{origin}: the option '{key}' is given twice.");
                OptionTree value = Read(depth + 1);
                // A mapping or list begins after its key, often on another line; a person looks for the key.
                entries.Add(new(key, value is OptionTree.Scalar { Text: not null } ? value : value with { Origin = origin }));
            }

            return new OptionTree.Mapping(entries.ToImmutable()) { Origin = Origin(start) };
        }

        private OptionOrigin Origin(ParsingEvent e) => new(source, (int)e.Start.Line, (int)e.Start.Column);
    }
}
