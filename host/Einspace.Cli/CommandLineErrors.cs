using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Einspace.Sdk.Plugins;

namespace Einspace.Cli;

/// <summary>Says in one sentence what is wrong with a command line.</summary>
internal static class CommandLineErrors
{
    /// <summary>The first error, or null where there is none, or where help was asked for.</summary>
    public static string? Describe(ParseResult parse)
    {
        if (parse.Action is not ParseErrorAction)
            return null;
        if (parse.UnmatchedTokens is [string unknown, ..])
            return DescribeUnknown(parse.CommandResult, unknown);
        ParseError error = parse.Errors[0];
        return error.SymbolResult switch
        {
            OptionResult { IdentifierToken: not null } option => DescribeValue($"Option {option.Option.Name}", option.Option.HelpName, option.Option.ValueType, option.Tokens, error),
            ArgumentResult { Tokens.Count: > 0 } argument => DescribeValue(argument.Argument.Name, null, argument.Argument.ValueType, argument.Tokens, error),
            _ => DescribeMissing(parse.CommandResult, error),
        };
    }

    private static string DescribeUnknown(CommandResult command, string token)
    {
        bool option = token.StartsWith('-');
        List<string> known = option ? KnownOptions(command) : [.. command.Command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name)];
        string sentence = $"{Name(command)} knows no {(option ? "option" : known.Count > 0 ? "command" : "argument")} '{token}'";
        if (NearestName.Of(token, known) is { } near)
            return $"{sentence}; did you mean '{near}'?";
        return known.Count > 0 ? $"{sentence}; there are {string.Join(", ", known)}." : $"{sentence}; see {Name(command)} --help.";
    }

    private static List<string> KnownOptions(CommandResult command)
    {
        List<string> names = [.. command.Command.Options.Where(o => !o.Hidden).Select(o => o.Name)];
        for (SymbolResult? parent = command.Parent; parent is CommandResult above; parent = above.Parent)
            names.AddRange(above.Command.Options.Where(o => o.Recursive && !o.Hidden).Select(o => o.Name));
        return names;
    }

    private static string DescribeValue(string what, string? value, Type type, IReadOnlyList<Token> tokens, ParseError error) => tokens switch
    {
        [] => $"{what} needs a value: {value ?? Words(type)}.",
        _ when !Convertible(type, tokens) => $"{what}: found '{string.Join(' ', tokens)}', expected {Words(type)}.",
        _ => error.Message,
    };

    private static bool Convertible(Type type, IReadOnlyList<Token> tokens) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.Int32 => int.TryParse(tokens[^1].Value, out _),
        TypeCode.Int64 => long.TryParse(tokens[^1].Value, out _),
        TypeCode.UInt64 => ulong.TryParse(tokens[^1].Value, out _),
        TypeCode.Double => double.TryParse(tokens[^1].Value, out _),
        _ => true,
    };

    private static string Words(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.Int32 or TypeCode.Int64 => "a whole number",
        TypeCode.UInt64 => "a whole number of at least 0",
        TypeCode.Double => "a number",
        TypeCode.Boolean => "true or false",
        _ => "some text",
    };

    private static string DescribeMissing(CommandResult command, ParseError error)
    {
        string? argument = command.Command.Arguments
            .Where(a => a.Arity.MinimumNumberOfValues > 0 && command.GetResult(a) is null or { Tokens.Count: 0 })
            .Select(a => a.Name)
            .FirstOrDefault();
        if (argument is not null)
            return $"{Name(command)} needs {argument}; see {Name(command)} --help.";
        string? option = command.Command.Options.Where(o => o.Required && command.GetResult(o)?.IdentifierToken is null).Select(o => o.Name).FirstOrDefault();
        if (option is not null)
            return $"{Name(command)} needs the option {option}; see {Name(command)} --help.";
        if (command.Command.Subcommands.Count > 0)
            return $"{Name(command)} needs a command: {string.Join(", ", command.Command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name))}.";
        return error.Message;
    }

    private static string Name(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{Name(parent)} {command.Command.Name}" : "einspace";
}
