using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Einspace.Host.Plugins;
using Einspace.Sdk.Data;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace Einspace.Cli.Commands;

/// <summary><c>describe PART</c>: what a part is, and its options with types, ranges, defaults and documentation.</summary>
internal static class DescribeCommand
{
    private static readonly Argument<string> Name = new("PART") { Description = "A part's name, or kind/name, such as strategy/random." };

    public static Command Create()
    {
        Command command = new("describe", "Describes a part and its options.") { Name, CommonOptions.Json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parse)
    {
        using ServiceProvider services = CommonOptions.CreateServices(parse);
        Part part = services.GetRequiredService<PluginCatalog>().Find(parse.GetRequiredValue(Name));
        ImmutableArray<OptionDescription> options = OptionDescriptions.Of(part.Factory.OptionsType);
        if (parse.GetValue(CommonOptions.Json))
            JsonOutput.Print(writer => Write(writer, part, options));
        else
            Print(part, options);
        return ExitCode.Success;
    }

    private static void Print(Part part, ImmutableArray<OptionDescription> options)
    {
        string kind = part.Kind.InWords();
        Console.Out.WriteLine($"{kind}/{part.Name}, of the plugin {part.Plugin.Id} {part.Plugin.Version}");
        if (part.Description.Length > 0)
            Console.Out.WriteLine(part.Description);
        if (part.Factory is GrammarFactory grammar)
            PrintNames(grammar);
        Console.Out.WriteLine();
        if (options.IsEmpty)
            Console.Out.WriteLine($"It has no options.");
        Print(kind, options);
        if (MakerOptions(part) is { IsEmpty: false } ofMaker)
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine("Options of 'data make':");
            Print(DataMakeCommand.MakerKey, ofMaker);
        }
    }

    private static void Print(string key, ImmutableArray<OptionDescription> options)
    {
        foreach (OptionDescription option in options)
        {
            string range = option.Range is null ? "" : $" {option.Range}";
            Console.Out.WriteLine($"  {key}.{option.Name}");
            if (option.Documentation.Length > 0)
                Console.Out.WriteLine($"      {option.Documentation}");
            Console.Out.WriteLine($"      {option.Type}{range}; {(option.Default is null ? "must be given" : $"default {option.Default}")}{Profiles(option)}");
        }
    }

    private static ImmutableArray<OptionDescription> MakerOptions(Part part) =>
        part.Factory is DatasetFactory { Maker: { } maker } ? OptionDescriptions.Of(maker.OptionsType) : [];

    private static string Profiles(OptionDescription option) =>
        string.Concat(option.Profiles.Select(profile => $"; {profile.Value} in the profile {profile.Key}"));

    private static void PrintNames(GrammarFactory grammar)
    {
        if (grammar.SeedNames.Count > 0)
            Console.Out.WriteLine($"Seed architectures: {string.Join(", ", grammar.SeedNames)}");
        foreach (ArchitectureNotation notation in grammar.Notations)
            Console.Out.WriteLine($"Notation {notation.Name} (see 'convert'): {notation.Description}");
    }

    private static void Write(Utf8JsonWriter writer, Part part, ImmutableArray<OptionDescription> options)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", part.Kind.InWords());
        writer.WriteString("name", part.Name);
        writer.WriteString("description", part.Description);
        writer.WriteString("plugin", part.Plugin.Id);
        writer.WriteString("version", part.Plugin.Version);
        Write(writer, "options", options);
        if (part.Factory is DatasetFactory { Maker: not null })
            Write(writer, "makerOptions", MakerOptions(part));
        if (part.Factory is GrammarFactory grammar)
        {
            WriteNames(writer, "seedArchitectures", grammar.SeedNames);
            WriteNames(writer, "notations", grammar.Notations.Select(notation => notation.Name));
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, ImmutableArray<OptionDescription> options)
    {
        writer.WriteStartArray(name);
        foreach (OptionDescription option in options)
        {
            writer.WriteStartObject();
            writer.WriteString("name", option.Name);
            writer.WriteString("type", option.Type);
            writer.WriteString("range", option.Range);
            writer.WriteString("default", option.Default);
            writer.WriteStartObject("profiles");
            foreach ((string profile, string value) in option.Profiles)
                writer.WriteString(profile, value);
            writer.WriteEndObject();
            writer.WriteString("documentation", option.Documentation);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteNames(Utf8JsonWriter writer, string name, IEnumerable<string> names)
    {
        writer.WriteStartArray(name);
        foreach (string one in names)
            writer.WriteStringValue(one);
        writer.WriteEndArray();
    }
}
