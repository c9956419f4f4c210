using System.Diagnostics;
using System.IO.Compression;
using Einspace.Host.Plugins;
using Einspace.Host.Plugins.Installing;
using Einspace.Sdk;

namespace Einspace.EndToEnd.Tests.Plugins;

internal sealed class InstallingTests
{
    private readonly EinspaceCommand _einspace = new();
    private string _temporary = "";

    private string Installed => Path.Combine(_einspace.Home, "data", "einspace", "plugins");

    [SetUp]
    public void CreateTemporaryFolder() => _temporary = Folders.Temporary();

    [TearDown]
    public void DeleteTemporaryFolder()
    {
        Directory.Delete(_temporary, recursive: true);
        if (Directory.Exists(Installed))
            Directory.Delete(Installed, recursive: true);
    }

    [OneTimeTearDown]
    public void DeleteHome() => _einspace.Dispose();

    [Test]
    public void A_plugin_is_added_used_replaced_and_removed()
    {
        EinspaceCommand.Result added = _einspace.Run("plugin", "add", Folders.Fixture("GoodStrategy"));
        Assert.That((added.ExitCode, added.Error), Is.EqualTo((0, "")));
        Assert.That(added.Output, Does.StartWith($"Installed good-strategy 1.2.3 in {Installed}/good-strategy:\n  strategy   good ").And.EndsWith("Does nothing, well.\n"));
        Assert.That(_einspace.Run("describe", "good").Output, Does.StartWith("strategy/good, of the plugin good-strategy 1.2.3"));
        Assert.That(_einspace.Run("plugin", "add", Folders.Fixture("GoodStrategy")).Output, Does.StartWith("good-strategy 1.2.3 was installed already, with the same files, "));

        string newer = AssemblyPatch.Copy("GoodStrategy", Path.Combine(_temporary, "newer"), ("1.2.3", "1.2.4"));
        Assert.That(_einspace.Run("plugin", "add", newer).Output, Does.StartWith("Replaced good-strategy 1.2.3 by 1.2.4 in "));
        File.WriteAllText(Path.Combine(newer, "more"), "x");
        Assert.That(_einspace.Run("plugin", "add", newer).Output, Does.Match(@"^Replaced good-strategy 1\.2\.4 \([0-9a-f]{8}\) by another 1\.2\.4 \([0-9a-f]{8}\) in "));

        EinspaceCommand.Result nearly = _einspace.Run("plugin", "remove", "good-strateg");
        Assert.That((nearly.ExitCode, nearly.Error), Is.EqualTo((2, $"There is no plugin 'good-strateg' in {Installed}; did you mean 'good-strategy'?\n")));
        Assert.That(_einspace.Run("plugin", "remove", "good-strategy").Output, Is.EqualTo($"Removed good-strategy from {Installed}/good-strategy.\n"));
        Assert.That(Directory.EnumerateFileSystemEntries(Installed).Select(Path.GetFileName), Is.EqualTo(new[] { ".lock" }));
    }

    [Test]
    public void What_would_not_load_beside_the_others_is_not_installed()
    {
        _einspace.Run("plugin", "add", Folders.Fixture("GoodStrategy"));
        Assert.Multiple(() =>
        {
            AssertRefused(Folders.Fixture("ThrowingConstructor"), "was not installed: its strategy 'throws' cannot be created: InvalidOperationException: the moon is full");
            AssertRefused(Folders.Fixture("DuplicateName"), "was not installed: its strategy 'good' has a name that the plugin 'good-strategy' in ");
            AssertRefused(Folders.Fixture("DuplicateId"), "declares the id 'good-strategy', which another plugin has (GoodStrategy.dll, and this is DuplicateId.dll)");
            AssertRefused(Path.Combine(Folders.Artifacts, "app", "plugins", "einspace-grammar"), "declares the id 'einspace-grammar' of a plugin that is a part of einspace");
            AssertRefused(Path.Combine(_temporary, "gone"), "There is nothing at ");
        });
        EinspaceCommand.Result own = _einspace.Run("plugin", "remove", "einspace-grammar");
        Assert.That((own.ExitCode, own.Error), Is.EqualTo((2, $"The plugin 'einspace-grammar' is a part of einspace, in {Path.Combine(Folders.Artifacts, "app", "plugins")}; only plugins in {Installed} can be removed.\n")));
        Assert.That(_einspace.Run("plugin", "list").Output, Does.Contain("good-strategy 1.2.3").And.Not.Contain("REFUSED"));

        void AssertRefused(string path, string sentence)
        {
            EinspaceCommand.Result result = _einspace.Run("plugin", "add", path);
            Assert.That((result.ExitCode, result.Output), Is.EqualTo((2, "")));
            Assert.That(result.Error, Does.Contain(sentence).And.Match("^[^\n]+\n$"));
            Assert.That(Directory.EnumerateFileSystemEntries(Installed).Select(Path.GetFileName), Is.EquivalentTo(new[] { ".lock", "good-strategy" }));
        }
    }

    // A kill at any moment leaves the old plugin or the new one, whole; the next change clears away the rest.
    [Test]
    public void A_plugin_that_is_being_replaced_is_the_old_or_the_new_one_whenever_the_process_dies()
    {
        string[] versions = [.. new[] { "1.2.3", "1.2.4" }.Select(version => AssemblyPatch.Copy("GoodStrategy", Path.Combine(_temporary, version), ("1.2.3", version)))];
        foreach (string version in versions)
            File.WriteAllBytes(Path.Combine(version, "table"), new byte[1 << 22]);
        string[] whole = [.. versions.Select(PluginFingerprint.Of)];
        _einspace.Run("plugin", "add", versions[0]);
        Stopwatch timer = Stopwatch.StartNew();
        _einspace.Run("plugin", "add", versions[1]);
        int ordinary = (int)timer.ElapsedMilliseconds;

        Bogus.Randomizer random = new(8675309);
        for (int i = 0; i < 8; i++)
        {
            using Process process = _einspace.Start("plugin", "add", versions[i % 2]);
            process.WaitForExit(random.Int(ordinary / 3, ordinary));
            process.Kill();
            process.WaitForExit();
            Assert.That(PluginFingerprint.Of(Path.Combine(Installed, "good-strategy")), Is.AnyOf(whole));
        }

        Directory.CreateDirectory(Path.Combine(Installed, ".staging", "new", "half"));
        Assert.That(_einspace.Run("plugin", "list").Output, Does.Contain("good-strategy 1.2."));
        Assert.That(_einspace.Run("plugin", "add", versions[0]).ExitCode, Is.Zero);
        Assert.That(PluginFingerprint.Of(Path.Combine(Installed, "good-strategy")), Is.EqualTo(whole[0]));
        Assert.That(Directory.EnumerateFileSystemEntries(Installed).Select(Path.GetFileName), Is.EquivalentTo(new[] { ".lock", "good-strategy" }));
    }

    [Test]
    public void Where_folders_are_not_exchanged_in_one_step_what_a_crash_left_in_between_is_put_back()
    {
        Folders.Copy(Folders.Fixture("GoodStrategy"), Path.Combine(Installed, ".staging", "old", "good-strategy"));
        InstalledPlugins plugins = Plugins();

        plugins.Add(Folders.Fixture("PrivateDependencyV1"), CancellationToken.None);

        Assert.That(Names(), Is.EquivalentTo(new[] { ".lock", "good-strategy", "private-dependency-v1" }));
    }

    [Test]
    public void Two_that_change_the_plugins_at_once_wait_for_each_other()
    {
        string[] ids = [.. Enumerable.Range(0, 12).Select(i => $"good-strat{i:000}")];
        string[] folders = [.. ids.Select(id => AssemblyPatch.Copy("GoodStrategy", Path.Combine(_temporary, id), ("good-strategy", id)))];

        Parallel.ForEach(folders, folder => Plugins().Add(folder, CancellationToken.None));

        Assert.That(Names(), Is.EquivalentTo(ids.Append(".lock")));
    }

    [Test]
    public void A_framework_that_nobody_can_read_is_told_of_and_the_doctor_lives()
    {
        string odd = AssemblyPatch.Copy("GoodStrategy", Path.Combine(_temporary, "odd"), (".NETCoreApp,Version=v10.0", ".NETCoreApp,Version=x10.0"));

        Assert.That(() => Plugins().Add(odd, CancellationToken.None), Throws.TypeOf<InputException>().With.Message.Contains("names the framework '.NETCoreApp,Version=x10.0', expected one such as"));
        Assert.That(PluginAnatomy.Read(odd)!.Framework, Is.EqualTo(".NETCoreApp,Version=x10.0"));
    }

    [Test]
    public void Archives_are_taken_with_and_without_the_folders_name([Values("", "GoodStrategy/", "./")] string below)
    {
        if (below == "./")
        {
            Assert.That(() => Plugins().Add(Zip(below), CancellationToken.None), Throws.TypeOf<InputException>().With.Message.Contains("leads out of its folder, or is no plain relative path"));
            return;
        }

        Installation done = Plugins().Add(Zip(below), CancellationToken.None);

        Assert.That((done.Plugin.Id, done.Plugin.Folder, done.Sha256), Is.EqualTo(("good-strategy", Path.Combine(Installed, "good-strategy"), PluginFingerprint.Of(Folders.Fixture("GoodStrategy")))));
    }

    [Test]
    public void Of_a_package_the_newest_library_that_runs_here_and_this_systems_native_libraries_are_taken()
    {
        string assembly = Path.Combine(Folders.Fixture("GoodStrategy"), "GoodStrategy.dll");
        string package = Make("good.nupkg", archive =>
        {
            Entry(archive, "Good.nuspec", "<package/>");
            Entry(archive, "lib/net8.0/GoodStrategy.dll", "old");
            archive.CreateEntryFromFile(assembly, "lib/net10.0/GoodStrategy.dll");
            Entry(archive, "lib/net99.0/GoodStrategy.dll", "new");
            Entry(archive, $"runtimes/{System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}/native/libgood.so", "here");
            Entry(archive, "runtimes/win-arm64/native/good.dll", "elsewhere");
            Entry(archive, "[Content_Types].xml", "<Types/>");
        });

        Plugins().Add(package, CancellationToken.None);

        Assert.That(Directory.EnumerateFiles(Path.Combine(Installed, "good-strategy")).Select(Path.GetFileName), Is.EquivalentTo(new[] { "GoodStrategy.dll", "libgood.so" }));
        Assert.That(_einspace.Run("describe", "good").ExitCode, Is.Zero);
    }

    // Its private libraries are no part of a package: dotnet would fetch them, and we must not.
    [Test]
    public void A_package_that_needs_other_packages_is_refused_and_they_are_named()
    {
        string package = Make("numbers.nupkg", archive =>
        {
            Entry(archive, "Numbers.nuspec", "<package/>");
            archive.CreateEntryFromFile(Path.Combine(Folders.Fixture("PrivateDependencyV1"), "PrivateDependencyV1.dll"), "lib/net10.0/PrivateDependencyV1.dll");
        });

        EinspaceCommand.Result result = _einspace.Run("plugin", "add", package);

        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Does.Contain("PrivateDependencyV1.dll needs Acme.Numbers 1.0.0.0, which is neither in the plugin's folder nor part of .NET"));
    }

    private static readonly TestCaseData[] BadArchives =
    [
        Bad("'../evil' that leads out of its folder", archive => Entry(archive, "../evil", "x")),
        Bad("'a/../../evil' that leads out of its folder", archive => Entry(archive, "a/../../evil", "x")),
        Bad("'/evil' that leads out of its folder", archive => Entry(archive, "/evil", "x")),
        Bad(@"'..\evil' that leads out of its folder", archive => Entry(archive, @"..\evil", "x")),
        Bad("'C:/evil' that leads out of its folder", archive => Entry(archive, "C:/evil", "x")),
        Bad("'ev?il' that leads out of its folder", archive => Entry(archive, "ev\u001bil", "x")),
        Bad("'../' that leads out of its folder", archive => archive.CreateEntry("../")),
        Bad("holds a symbolic link ('link')", archive => Entry(archive, "link", "/etc/passwd").ExternalAttributes = unchecked((int)0xA1FF0000)),
        Bad("'pipe', which is neither a file nor a folder", archive => Entry(archive, "pipe", "").ExternalAttributes = 0x11FF0000),
        Bad("holds 'a.txt' twice", archive => { Entry(archive, "a.txt", "1"); Entry(archive, "a.txt", "2"); }),
        Bad("holds 'A.txt' twice", archive => { Entry(archive, "a.txt", "1"); Entry(archive, "A.txt", "2"); }),
        Bad("holds 'a' as a file and as a folder", archive => { Entry(archive, "a", "1"); Entry(archive, "a/b", "2"); }),
        Bad("holds 10,001 files, and a plugin may have at most 10,000", archive => { for (int i = 0; i <= 10_000; i++) archive.CreateEntry($"{i}"); }),
        Bad("unpacks to 100,000,000, and a plugin's archive to at most 100 times its size", archive => Entry(archive, "zeros", new string('0', 100_000_000))),
        Bad("the folder holds no assembly", _ => { }),
    ];

    [TestCaseSource(nameof(BadArchives))]
    public void A_bad_archive_is_refused_with_a_sentence_and_nothing_of_it_is_left(string sentence, Action<ZipArchive> fill)
    {
        string archive = Make("bad.zip", fill);
        Assert.That(() => Plugins().Add(archive, CancellationToken.None), Throws.TypeOf<InputException>().With.Message.Contains(sentence).And.Message.Contains(archive));
        Assert.That(Directory.Exists(Installed) ? Names() : [], Is.SubsetOf(new[] { ".lock" }));
        Assert.That(Directory.EnumerateFileSystemEntries(_temporary), Is.EqualTo(new[] { archive }));
    }

    [TestCase(1L << 31, "unpacks to 2,147,483,648, and a plugin's archive to at most 100 times its size")]
    [TestCase(3L, "is damaged: file: its check sum is not the one that was announced")]
    [TestCase(11L, "is damaged: file: it holds less than the 11 bytes that were announced")]
    public void Sizes_that_an_archive_announces_are_not_believed(long announced, string sentence)
    {
        string path = Make("lies.zip", archive => Entry(archive, "file", "some bytes"));
        byte[] bytes = File.ReadAllBytes(path);
        int central = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.GetBytes((uint)announced).CopyTo(bytes, central + 24);
        File.WriteAllBytes(path, bytes);

        Assert.That(() => Plugins().Add(path, CancellationToken.None), Throws.TypeOf<InputException>().With.Message.Contains(sentence));
        Assert.That(Directory.Exists(Path.Combine(Installed, ".staging")), Is.False);
    }

    [Test]
    public void A_torn_archive_and_other_files_are_refused()
    {
        string zip = Zip("");
        File.WriteAllBytes(zip, File.ReadAllBytes(zip)[..^30]);
        Assert.That(() => Plugins().Add(zip, CancellationToken.None), Throws.TypeOf<InputException>().With.Message.Contains("is neither a folder nor a whole zip archive"));

        File.WriteAllText(zip, "no archive");
        Assert.That(() => Plugins().Add(zip, CancellationToken.None), Throws.TypeOf<InputException>().With.Message.Contains("is neither a folder nor a whole zip archive"));
    }

    [Test]
    public void A_folder_with_links_or_with_a_project_is_refused()
    {
        string folder = AssemblyPatch.Copy("GoodStrategy", Path.Combine(_temporary, "linked"));
        File.CreateSymbolicLink(Path.Combine(folder, "secret"), "/etc/passwd");
        Assert.That(() => Plugins().Add(folder, CancellationToken.None), Throws.TypeOf<InputException>().With.Message.Contains("holds a symbolic link (secret to /etc/passwd)"));

        string project = Path.Combine(Folders.Checkout, "tests", "fixtures", "GoodStrategy");
        Assert.That(() => Plugins().Add(project, CancellationToken.None), Throws.TypeOf<InputException>().With.Message.EndsWith($"einspace plugin build {project}"));
    }

    private static TestCaseData Bad(string sentence, Action<ZipArchive> fill) => new TestCaseData(sentence, fill).SetArgDisplayNames(sentence);

    private static ZipArchiveEntry Entry(ZipArchive archive, string name, string text)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name);
        using StreamWriter writer = new(entry.Open());
        writer.Write(text);
        return entry;
    }

    private InstalledPlugins Plugins() => new(Installed, Path.Combine(_temporary, "none"), _ => []);

    private string[] Names() => [.. Directory.EnumerateFileSystemEntries(Installed).Select(path => Path.GetFileName(path))];

    private string Zip(string below) => Make("good.zip", archive =>
    {
        foreach (string file in Directory.EnumerateFiles(Folders.Fixture("GoodStrategy")))
            archive.CreateEntryFromFile(file, below + Path.GetFileName(file));
    });

    private string Make(string name, Action<ZipArchive> fill)
    {
        string path = Path.Combine(_temporary, name);
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        fill(archive);
        return path;
    }
}
