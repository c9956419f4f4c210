using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Einspace.Host.Plugins;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Einspace.Sdk.Testing;

/// <summary>
/// What every plugin promises as a whole; its subject is where the plugin is. It is looked at and loaded by the very code of the host.
/// </summary>
public static class PluginSuite
{
    private static readonly string[] Contract = ["Einspace.Sdk.dll", "System.Composition.AttributedModel.dll"];

    /// <summary>The rules.</summary>
    public static IReadOnlyList<ConformanceRule<PluginUnderTest>> Rules { get; } =
    [
        new("admitted", "A host admits the plugin by its files alone: its id, its contract's version, its framework.", (subject, broken) =>
        {
            try
            {
                PluginAdmission.Admit(PluginSource.Named(subject.Path));
            }
            catch (PluginRefusedException refusal)
            {
                broken(refusal.Message);
            }
        }),
        new("no-contract-copies", "A plugin's folder holds no copies of what the host lends, which would never be loaded.", (subject, broken) =>
        {
            string[] copies = Directory.Exists(subject.Path) ? [.. Contract.Where(file => File.Exists(Path.Combine(subject.Path, file)))] : [];
            if (copies.Length > 0)
                broken($"{string.Join(" and ", copies)}; in its project the reference needs Private=\"false\" ExcludeAssets=\"runtime\"");
        }),
        new("parts", "Every part can be created by the host, has a name of its own among its kind, and options that can be described and written.", Parts),
        new("isolated", "Loaded twice, the plugin is there twice, apart from the host and from itself; only the contract is shared.", Isolated),
        new("unloads", "What was loaded, used and let go is unloaded (the managed part): nothing of it is kept by others.", Unloads),
    ];

    private static LoadedPlugin Load(PluginUnderTest subject, Action<string> broken)
    {
        try
        {
            return PluginLoader.Load(PluginAdmission.Admit(PluginSource.Named(subject.Path)), collectible: true);
        }
        catch (PluginRefusedException refusal)
        {
            broken(refusal.Message);
            throw;
        }
    }

    private static void Parts(PluginUnderTest subject, Action<string> broken)
    {
        using LoadedPlugin plugin = Load(subject, broken);
        foreach (Part part in plugin.Parts)
        {
            if (plugin.Parts.Count(other => (other.Kind, other.Name) == (part.Kind, part.Name)) > 1)
                broken($"two parts are a {part.Kind.InWords()} '{part.Name}'");
            if (Defaults(part) is { } defaults && OptionBinder.Write(defaults) is var written
                && OptionBinder.Write(OptionBinder.Bind(part.Factory.OptionsType, written, part.Kind.InWords())) is var again && again != written)
                broken($"the default options of the {part.Kind.InWords()} '{part.Name}', {written}, are {again} when they are written and read");
        }
    }

    private static void Isolated(PluginUnderTest subject, Action<string> broken)
    {
        HashSet<Assembly> before = [.. AssemblyLoadContext.Default.Assemblies];
        using LoadedPlugin once = Load(subject, broken);
        using LoadedPlugin again = Load(subject, broken);
        foreach ((Part part, Part twin) in once.Parts.Zip(again.Parts))
        {
            Type type = part.Factory.GetType();
            if (type == twin.Factory.GetType())
                broken($"{type} is the same type both times, in {type.Assembly.Location}");
            if (AssemblyLoadContext.GetLoadContext(type.Assembly) is { } context && context.Assemblies.FirstOrDefault(IsForeign) is { } foreign)
                broken($"{foreign.GetName().Name} is loaded from {foreign.Location}, outside of the plugin's folder {once.Folder}");
        }

        string[] spread = [.. AssemblyLoadContext.Default.Assemblies.Where(assembly => !before.Contains(assembly) && IsOfPlugin(assembly)).Select(assembly => assembly.GetName().Name!)];
        if (spread.Length > 0)
            broken($"{string.Join(", ", spread)} is loaded among the host's assemblies too");

        bool IsForeign(Assembly assembly) => assembly.Location.Length > 0 && !IsOfPlugin(assembly);

        bool IsOfPlugin(Assembly assembly) => assembly.Location.StartsWith(once.Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    private static void Unloads(PluginUnderTest subject, Action<string> broken)
    {
        WeakReference[] contexts = [UseAndLetGo(subject, broken), UseAndLetGo(subject, broken)];
        for (int i = 0; contexts.Any(context => context.IsAlive) && i < 20; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        if (contexts.All(context => context.IsAlive))
        {
            broken("it is still there after it was loaded, its parts created and used for a moment, and all of them let go: look for what outlives it,"
                + " such as a handler of a static event, a thread, a timer, a pinned handle, or types given to serializers or validators of the framework");
        }
    }

    // Not inlined, so that no reference stays on the caller's frame.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference UseAndLetGo(PluginUnderTest subject, Action<string> broken)
    {
        using LoadedPlugin plugin = Load(subject, broken);
        foreach (Part part in plugin.Parts)
            Use(part);
        return new WeakReference(AssemblyLoadContext.GetLoadContext(plugin.Parts[0].Factory.GetType().Assembly));
    }

    /// <summary>Has a part do what it does, for a moment; one that must be given options, or that runs in workers, is only described.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Use(Part part)
    {
        OptionDescriptions.Of(part.Factory.OptionsType);
        if (Defaults(part) is not { } options)
            return;
        Objective objective = new("score", Direction.Maximise);
        switch (part.Factory)
        {
            case StrategyFactory factory:
                SearchSpace space = new(ToyGrammar.Endless, ToyGrammar.Task, new Limits());
                factory.Create(options, new StrategyContext(space, [objective], 10, [])).Propose(
                    new ProposalContext(0, RandomStream.Derive(1, "plugin"), 0), CancellationToken.None);
                break;
            case PrunerFactory factory:
                factory.Create(options, new PrunerContext(objective, 9, 10)).Begin(0);
                break;
            case EvaluatorFactory { Hosting: EvaluatorHosting.InProcess } factory:
                EvaluatorUnderTest subject = new(factory) { Options = options };
                using (WatchedContext context = new(subject))
                    EvaluationRun.RunAsync(subject.Create(context), subject.RequestFor(ToyGrammar.Networks[0])).GetAwaiter().GetResult();
                break;
            case Data.DatasetFactory factory:
                factory.Create(options);
                break;
            case GrammarFactory factory:
                Sample(factory, options);
                break;
        }
    }

    /// <summary>The part's options where none is given; null where some must be.</summary>
    private static object? Defaults(Part part)
    {
        try
        {
            return part.BindOptions(OptionTree.Empty);
        }
        catch (InputException)
        {
            return null;
        }
    }

    private static void Sample(GrammarFactory factory, object options)
    {
        try
        {
            factory.Create(options, ToyGrammar.Task).Sample(RandomStream.Derive(1, "plugin"));
        }
        catch (InputException)
        {
            // Not every grammar takes tokens.
        }
    }
}
