using System.Globalization;
using Einspace.Host.Plugins;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Einspace.Host.Studies;

/// <summary>
/// A strategy whose plugin is built anew while the study runs. The runner looks for a new build before each proposal, tells it the
/// journal, and has it take the place of the one before, which is then unloaded: nothing else may hold it.
/// </summary>
internal sealed class WatchedStrategy : ISearchStrategy, IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly PluginCopies _copies;
    private readonly PluginSource _original;
    private readonly Func<PluginSource, StrategyBuild> _load;
    private readonly Action<string> _notice;
    private StrategyBuild _build;
    private string _seen = "";

    /// <summary>Loads the strategy, apart from the catalog's own copy of its plugin.</summary>
    /// <param name="copies">Holds the copies of the plugins.</param>
    /// <param name="part">The strategy as the catalog offers it.</param>
    /// <param name="options">All its options.</param>
    /// <param name="context">What it is made for.</param>
    /// <param name="notice">Told in a sentence why a new build is not used.</param>
    /// <exception cref="InputException">The plugin cannot be loaded once more.</exception>
    public WatchedStrategy(PluginCopies copies, Part part, OptionTree.Mapping options, StrategyContext context, Action<string> notice)
    {
        _copies = copies;
        _notice = notice;
        _original = copies.OriginalOf(part.Plugin.Folder);
        (string id, string name) = (part.Plugin.Id, part.Name);
        _load = source => StrategyBuild.Load(source, id, name, options, context);
        try
        {
            _build = _load(new PluginSource(part.Plugin.AssemblyPath, false));
        }
        catch (PluginRefusedException e)
        {
            throw new InputException($"The plugin '{id}' cannot be watched: {e.Message}", e);
        }
    }

    /// <summary>The build that proposes now.</summary>
    public PluginRecord Plugin => _build.Plugin;

    /// <inheritdoc/>
    public ProposalOutcome Propose(ProposalContext context, CancellationToken cancellation) => _build.Strategy.Propose(context, cancellation);

    /// <inheritdoc/>
    public void Apply(StudyEvent e) => _build.Strategy.Apply(e);

    /// <summary>Looks whether there is a new build. One that is just being written is waited for, a short while.</summary>
    /// <param name="timeout">How long its loading may take.</param>
    /// <param name="cancellation">Stops looking.</param>
    /// <returns>A build that can take the place of the present one; null where there is none.</returns>
    public async Task<StrategyBuild?> LookAsync(TimeSpan timeout, CancellationToken cancellation)
    {
        if (Stamp() == _seen)
            return null;
        _seen = await SettleAsync(cancellation);
        try
        {
            if (PluginFingerprint.Of(_original.Folder) == _build.Plugin.Sha256)
                return null;
            return await Task.Run(() => _load(_copies.Copy(_original)), CancellationToken.None).WaitAsync(timeout, cancellation);
        }
        catch (Exception e) when (e is PluginRefusedException or InputException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            Refuse(e is TimeoutException ? $"it was not loaded within {timeout.TotalSeconds:0.###} s (--propose-timeout)." : e.Message);
            return null;
        }
    }

    /// <summary>Says why a new build is not used.</summary>
    public void Refuse(string reason) =>
        _notice($"The plugin '{_build.Plugin.Id}' was rebuilt, and the build before goes on: {reason}");

    /// <summary>Has a build take the place of the present one, which is unloaded.</summary>
    public void Exchange(StrategyBuild build)
    {
        _build.Dispose();
        _build = build;
    }

    /// <inheritdoc/>
    public void Dispose() => _build.Dispose();

    private async Task<string> SettleAsync(CancellationToken cancellation)
    {
        string stamp = Stamp();
        for (TimeSpan waited = TimeSpan.Zero; waited < Patience; waited += Quiet)
        {
            await Task.Delay(Quiet, cancellation);
            string now = Stamp();
            if (now == stamp)
                break;
            stamp = now;
        }

        return stamp;
    }

    /// <summary>Names, sizes and times of the folder's files: what a build changes. Symbols do not count.</summary>
    private string Stamp()
    {
        try
        {
            return string.Join('\n', new DirectoryInfo(_original.Folder).EnumerateFiles("*", SearchOption.AllDirectories)
                .Where(file => file.Extension != ".pdb")
                .Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}"))
                .Order(StringComparer.Ordinal));
        }
        catch (IOException)
        {
            // Files come and go while a build writes.
            return "unreadable";
        }
    }
}
