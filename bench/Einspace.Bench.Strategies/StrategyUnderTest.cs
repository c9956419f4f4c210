using System.Reflection;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;
using Einspace.Strategies.RandomSearch;

namespace Einspace.Bench.Strategies;

/// <summary>A strategy of the reference plugin with its options.</summary>
internal sealed record StrategyUnderTest(string Name, Func<StrategyContext, ISearchStrategy> Create)
{
    private static readonly Dictionary<string, Type> Factories = typeof(RandomSearchFactory).Assembly.GetTypes()
        .Select(type => (Type: type, Export: type.GetCustomAttribute<ExportStrategyAttribute>()))
        .Where(part => part.Export is not null)
        .ToDictionary(part => part.Export!.Name, part => part.Type);

    public static IReadOnlyList<string> Names => [.. Factories.Keys];

    /// <summary>Reads, for example, <c>mcts:exploration=2,completions=1</c>.</summary>
    public static StrategyUnderTest Parse(string text)
    {
        string[] parts = text.Split(':', 2);
        StrategyFactory factory = (StrategyFactory)Activator.CreateInstance(Factories[parts[0]])!;
        IEnumerable<string[]> given = parts.Length == 1 ? [] : parts[1].Split(',').Select(option => option.Split('=', 2));
        OptionTree.Mapping tree = new([.. given.Select(option => KeyValuePair.Create(option[0], (OptionTree)new OptionTree.Scalar(option[1])))]);
        object options = OptionBinder.Bind(factory.OptionsType, tree, "strategy");
        return new StrategyUnderTest(text, context => factory.Create(options, context));
    }
}
