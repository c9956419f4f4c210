using Einspace.Sdk;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Plugins.Installing;

/// <summary>
/// The folder that a user installs plugins into. A change is whole or has not happened: a plugin is written beside the others, looked at
/// there, and takes its place by one renaming; what a process leaves that dies meanwhile is cleared away by the next change.
/// </summary>
/// <param name="folder">The folder of plugins; made where there is none.</param>
/// <param name="applicationFolder">Where the application's own plugins lie, whose ids nobody else may have.</param>
/// <param name="tryOut">Loads a plugin that is about to be installed, and gives its parts or throws <see cref="PluginRefusedException"/>.</param>
internal sealed class InstalledPlugins(string folder, string applicationFolder, Func<PluginManifest, IReadOnlyList<Part>> tryOut)
{
    private const string LockFile = ".lock";
    private const int WouldBlock = 11;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    private readonly string _staging = Path.Combine(folder, ".staging");

    private string New => Path.Combine(_staging, "new");

    private string Old => Path.Combine(_staging, "old");

    /// <summary>Installs a plugin, instead of the one that has its id.</summary>
    /// <param name="path">A folder, a zip archive or a package.</param>
    /// <param name="cancellation">Stops it; nothing has happened then.</param>
    /// <exception cref="InputException">It is not installed, and why. Nothing has changed then.</exception>
    public Installation Add(string path, CancellationToken cancellation)
    {
        using PackedPlugin package = PackedPlugin.Open(path);
        return Change(() =>
        {
            try
            {
                Directory.CreateDirectory(New);
                package.WriteTo(New, cancellation);
                PluginManifest manifest = PluginAdmission.Admit(new PluginSource(New, false));
                string target = Path.Combine(folder, manifest.Id);
                PluginManifest? before = Before(target);
                RefuseTaken(manifest, before);
                IReadOnlyList<Part> parts = tryOut(manifest);
                PluginManifest installed = manifest with { AssemblyPath = Path.Combine(target, Path.GetFileName(manifest.AssemblyPath)) };
                string? shaBefore = Directory.Exists(target) ? PluginFingerprint.Of(target) : null;
                Installation done = new(installed, manifest.Sha256, parts, before?.Version, shaBefore);
                if (done.Changes)
                    Replace(target);
                return done;
            }
            catch (PluginRefusedException e)
            {
                throw new InputException($"'{path}' was not installed: {e.Message}", e);
            }
        });
    }

    /// <summary>Removes a plugin.</summary>
    /// <param name="id">Its id: the name of its folder.</param>
    /// <returns>Where it was.</returns>
    /// <exception cref="InputException">There is none of this id, or it is the application's.</exception>
    public string Remove(string id)
    {
        if (IsApplications(id))
            throw new InputException($"The plugin '{id}' is a part of einspace, in {applicationFolder}; only plugins in {folder} can be removed.");
        string[] known = [.. PluginSource.In(folder).Select(source => Path.GetFileName(source.Path))];
        if (!known.Contains(id))
            throw new InputException($"There is no plugin '{id}' in {folder}{Nearest(id, known)}");
        return Change(() =>
        {
            string target = Path.Combine(folder, id);
            Directory.CreateDirectory(_staging);
            Directory.Move(target, New);
            return target;
        });
    }

    private static string Nearest(string id, string[] known) => NearestName.Of(id, known) is { } near
        ? $"; did you mean '{near}'?"
        : known.Length > 0 ? $"; there are {string.Join(", ", known)}." : "; there is none at all.";

    private static PluginManifest? Before(string target)
    {
        try
        {
            return Directory.Exists(target) ? PluginAdmission.Admit(new PluginSource(target, true)) : null;
        }
        catch (PluginRefusedException)
        {
            // Whatever is broken there may be replaced.
            return null;
        }
    }

    private bool IsApplications(string id) => PluginSource.In(applicationFolder).Any(source => Path.GetFileName(source.Path) == id);

    private void RefuseTaken(PluginManifest manifest, PluginManifest? before)
    {
        if (IsApplications(manifest.Id))
            throw new PluginRefusedException($"it declares the id '{manifest.Id}' of a plugin that is a part of einspace, in {applicationFolder}.");
        (string now, string then) = (Path.GetFileName(manifest.AssemblyPath), Path.GetFileName(before?.AssemblyPath ?? manifest.AssemblyPath));
        if (now != then)
        {
            throw new PluginRefusedException(
                $"it declares the id '{manifest.Id}', which another plugin has ({then}, and this is {now}); if it is to take its place: einspace plugin remove {manifest.Id}");
        }
    }

    private void Replace(string target)
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(New, target);
        }
        else if (!Posix.TryExchange(New, target))
        {
            // Where folders cannot be exchanged in one step, what a crash leaves in between is put back by the next change.
            Directory.CreateDirectory(Old);
            Directory.Move(target, Path.Combine(Old, Path.GetFileName(target)));
            Directory.Move(New, target);
        }

        Posix.SyncFolder(folder);
    }

    private T Change<T>(Func<T> change)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using FileStream ownership = Own();
            Clear();
            try
            {
                return change();
            }
            finally
            {
                Clear();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The plugins in {folder} cannot be changed: {e.Message}", e);
        }
    }

    private FileStream Own()
    {
        for (TimeSpan waited = TimeSpan.Zero; ; waited += BetweenTries)
        {
            try
            {
                return new FileStream(Path.Combine(folder, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (e.HResult == WouldBlock)
            {
                if (waited > Patience)
                    throw new InputException($"Another process has been changing the plugins in {folder} for {Patience.TotalSeconds:0} s; try again when it has ended.", e);
                Thread.Sleep(BetweenTries);
            }
        }
    }

    private void Clear()
    {
        if (!Directory.Exists(_staging))
            return;
        foreach (string old in Directory.Exists(Old) ? Directory.GetDirectories(Old) : [])
        {
            string place = Path.Combine(folder, Path.GetFileName(old));
            if (!Directory.Exists(place))
                Directory.Move(old, place);
        }

        Directory.Delete(_staging, recursive: true);
    }
}
