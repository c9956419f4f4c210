using System.Composition.Hosting;
using System.Reflection;
using System.Runtime.Loader;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Einspace.Host.Plugins;

/// <summary>Loads an admitted plugin and creates every part of it, so that what is broken shows now and not in the middle of a study.</summary>
internal static class PluginLoader
{
    /// <summary>Loads a plugin.</summary>
    /// <exception cref="PluginRefusedException">Its code cannot be loaded, or one of its parts cannot be created.</exception>
    public static LoadedPlugin Load(PluginManifest manifest, bool collectible)
    {
        PluginLoadContext? context = null;
        CompositionHost? container = null;
        try
        {
            context = new PluginLoadContext(manifest.Id, manifest.AssemblyPath, collectible);
            RefuseMissing(manifest, context);
            Assembly assembly = context.LoadFromAssemblyPath(manifest.AssemblyPath);
            using AssemblyLoadContext.ContextualReflectionScope scope = context.EnterContextualReflection();
            // A private array: the container keeps what it is given and enumerates it later.
            container = new ContainerConfiguration().WithAssemblies([assembly]).CreateContainer();
            LoadedPlugin plugin = new(manifest, context, container);
            plugin.Parts = [.. CreateParts(plugin, container).OrderBy(p => p.Kind).ThenBy(p => p.Name, StringComparer.Ordinal)];
            if (plugin.Parts.IsEmpty)
                throw new PluginRefusedException("it offers no part: no class of it has an attribute such as [ExportStrategy(\"name\")].");
            return plugin;
        }
        catch (Exception e)
        {
            // Whatever a plugin's code throws is a reason to do without the plugin, never to end the host.
            container?.Dispose();
            if (collectible)
                context?.Unload();
            throw e as PluginRefusedException ?? new PluginRefusedException(Describe(e), e);
        }
    }

    private static void RefuseMissing(PluginManifest manifest, PluginLoadContext context)
    {
        List<string> missing = [.. manifest.References.Where(name => !context.Knows(name)).Select(name => $"{name.Name} {name.Version}")];
        if (missing.Count > 0)
            throw new PluginRefusedException(
                $"{Path.GetFileName(manifest.AssemblyPath)} needs {string.Join(", ", missing)}, which is neither in the plugin's folder nor part of .NET.");
    }

    private static IEnumerable<Part> CreateParts(LoadedPlugin plugin, CompositionHost container) =>
    [
        .. Create<GrammarFactory>(PartKind.Grammar, plugin, container),
        .. Create<StrategyFactory>(PartKind.Strategy, plugin, container),
        .. Create<EvaluatorFactory>(PartKind.Evaluator, plugin, container),
        .. Create<DatasetFactory>(PartKind.Dataset, plugin, container),
        .. Create<PrunerFactory>(PartKind.Pruner, plugin, container),
    ];

    private static IEnumerable<Part> Create<TFactory>(PartKind kind, LoadedPlugin plugin, CompositionHost container)
        where TFactory : PartFactory
    {
        foreach (Lazy<TFactory, IDictionary<string, object?>> export in container.GetExports<Lazy<TFactory, IDictionary<string, object?>>>())
        {
            string? name = Text(export.Metadata, "Name");
            if (name is null || !PluginAdmission.IsName(name))
                throw new PluginRefusedException(
                    $"a {kind.InWords()} of it is named '{name}', expected lower-case letters, digits and hyphens, by [Export{kind}(\"name\")].");
            yield return new Part(kind, name, Text(export.Metadata, "Description") ?? "", Create(kind, name, export), plugin);
        }
    }

    /// <summary>What the export attribute says; null where the part was exported without one of the SDK's.</summary>
    private static string? Text(IDictionary<string, object?> metadata, string property) => metadata.TryGetValue(property, out object? text) ? text as string : null;

    private static TFactory Create<TFactory>(PartKind kind, string name, Lazy<TFactory, IDictionary<string, object?>> export)
        where TFactory : PartFactory
    {
        try
        {
            TFactory factory = export.Value;
            OptionDescriptions.Of(factory.OptionsType);
            return factory;
        }
        catch (Exception e)
        {
            throw new PluginRefusedException($"its {kind.InWords()} '{name}' cannot be created: {Describe(e)}", e);
        }
    }

    private static string Describe(Exception e) => e switch
    {
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => Describe(first),
        TargetInvocationException or TypeInitializationException when e.InnerException is { } inner => Describe(inner),
        CompositionFailedException when e.InnerException is { } inner => Describe(inner),
        DllNotFoundException => $"{nameof(DllNotFoundException)}: {DescribeMissingLibrary(e.Message)}",
        _ => Thrown.InWords(e),
    };
    // One line a place that was tried; only one that was there and lacks something itself ('it: what it lacks: why') says more than the first.
    private static string DescribeMissingLibrary(string message)
    {
        string[] lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', [lines[0].Split(". ")[0].TrimEnd('.') + ".", .. lines.Skip(1).Where(line => line.Split(": ").Length > 3)]);
    }
}
