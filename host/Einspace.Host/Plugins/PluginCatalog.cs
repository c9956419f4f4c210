using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Plugins;

/// <summary>The plugins that were found: those loaded, with their parts, and those refused, with the reason.</summary>
internal sealed class PluginCatalog : IDisposable
{
    private readonly List<LoadedPlugin> _loaded = [];
    private readonly List<RefusedPlugin> _refused = [];
    private readonly ImmutableArray<PluginLock> _locks;

    private PluginCatalog(ImmutableArray<PluginLock> locks) => _locks = locks;

    public IReadOnlyList<LoadedPlugin> Loaded => _loaded;

    public IReadOnlyList<RefusedPlugin> Refused => _refused;

    public IEnumerable<Part> Parts => _loaded.SelectMany(plugin => plugin.Parts);

    /// <summary>
    /// Loads plugins in the given order; one that is broken, or that repeats the id of an earlier one or the name of its part, is
    /// refused, and the others go on.
    /// </summary>
    /// <param name="sources">Where they are; a place that is named twice counts once.</param>
    /// <param name="collectible">Whether <see cref="Dispose"/> unloads their code.</param>
    /// <param name="locks">Lists of which each must name a plugin; none by default.</param>
    public static PluginCatalog Load(IEnumerable<PluginSource> sources, bool collectible = false, ImmutableArray<PluginLock> locks = default)
    {
        PluginCatalog catalog = new(locks.IsDefault ? [] : locks);
        foreach (PluginSource source in sources.DistinctBy(source => source.Path))
            catalog.Add(source, collectible);
        return catalog;
    }

    /// <summary>Looks at plugins without loading any: what may be loaded, as far as files tell, and what is refused.</summary>
    public static (IReadOnlyList<PluginManifest> Admitted, IReadOnlyList<RefusedPlugin> Refused) Admit(IEnumerable<PluginSource> sources)
    {
        PluginCatalog catalog = new([]);
        List<PluginManifest> admitted = [];
        foreach (PluginSource source in sources.DistinctBy(source => source.Path))
            catalog.Guard(source, manifest => admitted.Add(manifest));
        return (admitted, catalog._refused);
    }

    /// <summary>Loads exactly these plugins, for a worker, which needs its evaluator's and its dataset's and nothing else.</summary>
    /// <param name="paths">The plugins' folders, as the study recorded them.</param>
    /// <param name="locks">Lists of which each must name a plugin; none by default.</param>
    /// <exception cref="InputException">One of them is not there, or is refused.</exception>
    public static PluginCatalog LoadOnly(IEnumerable<string> paths, ImmutableArray<PluginLock> locks = default)
    {
        PluginCatalog catalog = Load(paths.Select(PluginSource.Named), locks: locks);
        if (catalog.Refused is not [RefusedPlugin refused, ..])
            return catalog;
        catalog.Dispose();
        throw new InputException($"The plugin '{refused.Name}' in {refused.File} cannot be loaded: {refused.Reason}");
    }

    /// <summary>Loads a plugin that is about to be installed beside those that there are, and unloads it.</summary>
    /// <returns>The parts that it would offer.</returns>
    /// <exception cref="PluginRefusedException">It would be refused.</exception>
    public static IReadOnlyList<Part> TryOut(PluginManifest plugin)
    {
        IEnumerable<PluginSource> others = PluginSource.All([]).Where(source => Path.GetFileName(source.Path) != plugin.Id);
        using PluginCatalog catalog = Load([.. others, new PluginSource(plugin.Folder, false)], collectible: true, PluginLock.InForce());
        return catalog.Refused.FirstOrDefault(refused => refused.File == plugin.AssemblyPath) is { } refused
            ? throw new PluginRefusedException(refused.Reason)
            : [.. catalog.Loaded.Single(loaded => loaded.AssemblyPath == plugin.AssemblyPath).Parts];
    }

    /// <summary>Finds the part of a kind by its name.</summary>
    /// <exception cref="InputException">There is none; the sentence names the nearest and all there are.</exception>
    public Part Find(PartKind kind, string name)
    {
        List<Part> known = [.. Parts.Where(part => part.Kind == kind)];
        if (known.FirstOrDefault(part => part.Name == name) is { } found)
            return found;
        throw new InputException(Missing(kind.InWords(), name, [.. known.Select(part => part.Name)]));
    }

    /// <summary>Finds the factory of a part by its kind and name.</summary>
    /// <typeparam name="TFactory">The factory of that kind, for example <see cref="Sdk.Search.StrategyFactory"/>.</typeparam>
    /// <exception cref="InputException">There is none; the sentence names the nearest and all there are.</exception>
    public TFactory Find<TFactory>(PartKind kind, string name)
        where TFactory : PartFactory => (TFactory)Find(kind, name).Factory;

    /// <summary>Finds a part by its name alone, or by <c>kind/name</c>.</summary>
    /// <exception cref="InputException">There is none, or there are several kinds of parts of this name.</exception>
    public Part Find(string name)
    {
        if (name.Split('/') is [var kindName, var partName])
        {
            PartKind[] kinds = Enum.GetValues<PartKind>();
            int kind = Array.FindIndex(kinds, k => k.InWords() == kindName);
            return kind >= 0
                ? Find(kinds[kind], partName)
                : throw new InputException($"{Unknown("kind of part", kindName, [.. kinds.Select(k => k.InWords())])}.");
        }

        List<Part> found = [.. Parts.Where(part => part.Name == name)];
        return found switch
        {
            [var part] => part,
            [] => throw new InputException(Missing("part", name, [.. Parts.Select(part => part.Name).Distinct()])),
            _ => throw new InputException(
                $"Several parts are named '{name}': say which by {string.Join(" or ", found.Select(p => $"{p.Kind.InWords()}/{p.Name}"))}."),
        };
    }

    public void Dispose()
    {
        foreach (LoadedPlugin plugin in _loaded)
            plugin.Dispose();
        _loaded.Clear();
    }

    private static string Unknown(string what, string name, ImmutableArray<string> known)
    {
        string all = known switch
        {
            [] => "there is none",
            [var only] => $"there is {only}",
            _ => $"there are {string.Join(", ", known.Order(StringComparer.Ordinal))}",
        };
        return NearestName.Of(name, known) is { } near
            ? $"Unknown {what} '{name}'; did you mean '{near}'? ({all})"
            : $"Unknown {what} '{name}'; {all}";
    }

    /// <summary>The sentence for a part that is not there. A plugin's id and its parts' names are easily taken for each other.</summary>
    private string Missing(string what, string name, ImmutableArray<string> known) => _loaded.FirstOrDefault(plugin => plugin.Id == name) is { } meant
        ? $"Unknown {what} '{name}'; the plugin of that name offers {string.Join(", ", meant.Parts.Select(part => $"{part.Kind.InWords()} {part.Name}"))}."
        : $"{Unknown(what, name, known)}{RefusedHint()}";

    private string RefusedHint() => _refused switch
    {
        [] => ".",
        [var one] => $"; the plugin '{one.Name}' was refused: {one.Reason}",
        _ => $"; {_refused.Count} plugins were refused, see einspace plugin list.",
    };

    private void Add(PluginSource source, bool collectible) => Guard(source, manifest =>
    {
        RefuseRepeatedId(manifest);
        foreach (PluginLock allowed in _locks)
            allowed.RefuseOther(manifest);
        LoadedPlugin plugin = PluginLoader.Load(manifest, collectible);
        try
        {
            RefuseRepeatedParts(plugin);
        }
        catch
        {
            plugin.Dispose();
            throw;
        }

        _loaded.Add(plugin);
    });

    // Whatever is wrong with one plugin, the others and the host go on.
    private void Guard(PluginSource source, Action<PluginManifest> admitted)
    {
        string name = Path.GetFileName(source.Folder);
        string file = source.Path;
        try
        {
            PluginManifest manifest = PluginAdmission.Admit(source);
            (name, file) = (manifest.Id, manifest.AssemblyPath);
            admitted(manifest);
        }
        catch (Exception e)
        {
            bool isSentence = e is PluginRefusedException or InputException or IOException or UnauthorizedAccessException;
            _refused.Add(new RefusedPlugin(name, file, isSentence ? e.Message : $"it cannot be read: {e.GetType().Name}: {e.Message}"));
        }
    }

    private void RefuseRepeatedId(PluginManifest manifest)
    {
        if (_loaded.FirstOrDefault(other => other.Id == manifest.Id) is { } first)
            throw new PluginRefusedException($"a plugin of the id '{manifest.Id}' is already loaded from {first.Folder}.");
    }

    private void RefuseRepeatedParts(LoadedPlugin plugin)
    {
        foreach (Part part in plugin.Parts)
        {
            Part? same = Parts.Concat(plugin.Parts.TakeWhile(p => p != part)).FirstOrDefault(p => p.Kind == part.Kind && p.Name == part.Name);
            if (same is not null)
                throw new PluginRefusedException(
                    $"its {part.Kind.InWords()} '{part.Name}' has a name that the plugin '{same.Plugin.Id}' in {same.Plugin.Folder} already offers.");
        }
    }
}
