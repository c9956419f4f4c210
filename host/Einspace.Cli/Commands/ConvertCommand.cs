using System.CommandLine;
using Einspace.Host.Plugins;
using Einspace.Sdk;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace Einspace.Cli.Commands;

/// <summary><c>convert</c>: architectures between our text and other programs' notations, one a line.</summary>
internal static class ConvertCommand
{
    private static readonly Argument<string> Subject = new("ARCHITECTURE")
    {
        Description = "An architecture's text, a file with one a line, or '-' to read lines from standard input.",
    };

    private static readonly Option<string?> From = new("--from")
    {
        Description = "The notation to read; where neither --from nor --to is given, the first that the grammar knows ('describe' lists them).",
        HelpName = "NOTATION",
    };

    private static readonly Option<string?> To = new("--to")
    {
        Description = "Read our text and write this notation instead.",
        HelpName = "NOTATION",
    };

    public static Command Create()
    {
        Command command = new("convert", "Converts architectures from another program's notation, or to it.") { Subject, From, To, GrammarOptions.Grammar };
        command.Validators.Add(result =>
        {
            if (result.GetResult(From) is { Implicit: false } && result.GetResult(To) is { Implicit: false })
                result.AddError("Give --from or --to, not both: the other side is our own text.");
        });
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parse)
    {
        using ServiceProvider services = CommonOptions.CreateServices(parse);
        string grammar = parse.GetValue(GrammarOptions.Grammar)!;
        var factory = services.GetRequiredService<PluginCatalog>().Find<GrammarFactory>(PartKind.Grammar, grammar);
        string? to = parse.GetValue(To);
        ArchitectureNotation notation = Find(factory, grammar, to ?? parse.GetValue(From));
        ConvertAll(parse.GetRequiredValue(Subject), to is null ? text => notation.Read(text).Text : notation.Write);
        return ExitCode.Success;
    }

    private static ArchitectureNotation Find(GrammarFactory factory, string grammar, string? name)
    {
        if (factory.Notations.Count == 0)
            throw new InputException($"Grammar '{grammar}' knows no other notation than our text.");
        if (name is null)
            return factory.Notations[0];
        return factory.Notations.FirstOrDefault(notation => notation.Name == name) ?? throw new InputException(
            $"Grammar '{grammar}' knows no notation '{name}'; there {(factory.Notations.Count == 1 ? "is" : "are")} {string.Join(", ", factory.Notations.Select(notation => notation.Name))}.");
    }

    private static void ConvertAll(string subject, Func<string, string> convert)
    {
        if (subject == "-")
            ConvertLines(Console.In, "Standard input", convert);
        else if (File.Exists(subject))
        {
            using StreamReader file = File.OpenText(subject);
            ConvertLines(file, subject, convert);
        }
        else if (!subject.Contains('(') && subject.IndexOfAny(['.', '/']) >= 0)
            throw new InputException($"There is no file '{subject}', and it is not an architecture's text either.");
        else
            Console.Out.WriteLine(convert(subject));
    }

    private static void ConvertLines(TextReader lines, string source, Func<string, string> convert)
    {
        int number = 0;
        while (lines.ReadLine() is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            try
            {
                Console.Out.WriteLine(convert(line));
            }
            catch (ArchitectureSyntaxException e)
            {
                throw new InputException($"{source}, line {number}, column {e.Column}: found {e.Found}, expected {e.Expected}.", e);
            }
        }
    }
}
