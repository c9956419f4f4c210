using Einspace.Host.Plugins;
using Einspace.Sdk;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Einspace.EndToEnd.Tests.Plugins;

internal sealed class PluginCatalogTests
{
    private string _temporary = "";

    [SetUp]
    public void CreateTemporaryFolder() => _temporary = Folders.Temporary();

    [TearDown]
    public void DeleteTemporaryFolder() => Directory.Delete(_temporary, recursive: true);

    [Test]
    public void A_good_plugin_offers_its_parts_under_the_hosts_own_types()
    {
        using PluginCatalog catalog = Load("GoodStrategy");

        Assert.That(catalog.Refused, Is.Empty);
        LoadedPlugin plugin = catalog.Loaded.Single();
        Part part = catalog.Find(PartKind.Strategy, "good");
        Assert.Multiple(() =>
        {
            Assert.That((plugin.Id, plugin.Version, plugin.Folder), Is.EqualTo(("good-strategy", "1.2.3", Folders.Fixture("GoodStrategy"))));
            Assert.That(part.Factory, Is.InstanceOf<StrategyFactory>());
            Assert.That(part.Description, Is.EqualTo("Does nothing, well."));
            Assert.That(part.Plugin, Is.SameAs(plugin));
        });
    }

    [TestCase("BadImage", "BadImage.dll is not a .NET assembly")]
    [TestCase("NotAPlugin", "no assembly of it (NotAPlugin.dll) declares [assembly: EinspacePlugin(\"id\")]")]
    [TestCase("MissingDependency", "MissingDependency.dll needs Acme.Absent 3.1.0.0, which is neither in the plugin's folder nor part of .NET")]
    [TestCase("NeedsHostPackage", "needs YamlDotNet 16.0.0.0, which is neither")]
    [TestCase("ThrowingConstructor", "its strategy 'throws' cannot be created: InvalidOperationException: the moon is full")]
    [TestCase("ContractTooNew", "was built against Einspace.Sdk 0.999, and this host offers 0.1: a newer einspace is needed")]
    [TestCase("FrameworkTooNew", "was built for .NETCoreApp 99.0, and this host runs on .NET 10.0")]
    [TestCase("BadPartName", "a strategy of it is named 'Bad Name', expected lower-case letters, digits and hyphens")]
    [TestCase("BadOptions", "its strategy 'bad-options' cannot be created: InvalidOperationException: The option Einspace.Fixtures.Options.Deadline is of type System.DateTime")]
    [TestCase("NoParts", "it offers no part")]
    public void A_broken_plugin_is_refused_with_its_reason_and_the_others_go_on(string situation, string reason)
    {
        using PluginCatalog catalog = Load(situation, "GoodStrategy");

        Assert.Multiple(() =>
        {
            Assert.That(catalog.Refused.Single().Reason, Does.Contain(reason));
            Assert.That(catalog.Refused.Single().File, Does.StartWith(Folders.Fixture(situation)));
            Assert.That(catalog.Loaded.Single().Id, Is.EqualTo("good-strategy"));
        });
    }

    // An older minor of the contract is what the host still offers; of a newer one it may lack members.
    [TestCase("0.0", null)]
    [TestCase("0.1", null)]
    [TestCase("0.2", "GoodStrategy.dll was built against Einspace.Sdk 0.2, and this host offers 0.1: a newer einspace is needed.")]
    [TestCase("1.0", "GoodStrategy.dll was built against Einspace.Sdk 1.0, and this host offers 0.1: a newer einspace is needed.")]
    public void The_contracts_minor_may_be_older_than_the_hosts_and_not_newer(string built, string? refusal)
    {
        string folder = CopyFixture("GoodStrategy", "built");
        AssemblyPatch.Reference(Path.Combine(folder, "GoodStrategy.dll"), "Einspace.Sdk", Version.Parse(built + ".0.0"));

        using PluginCatalog catalog = PluginCatalog.Load([PluginSource.Named(folder)]);

        Assert.That(catalog.Refused.SingleOrDefault()?.Reason, Is.EqualTo(refusal));
        if (refusal is null)
            Assert.That(catalog.Find(PartKind.Strategy, "good").Factory, Is.InstanceOf<StrategyFactory>());
    }

    [Test]
    public void A_private_copy_of_the_contract_never_splits_types()
    {
        string folder = CopyFixture("GoodStrategy", "copied");
        File.Copy(typeof(InputException).Assembly.Location, Path.Combine(folder, "Einspace.Sdk.dll"));

        using PluginCatalog catalog = PluginCatalog.Load([PluginSource.Named(folder)]);

        Assert.That(catalog.Find(PartKind.Strategy, "good").Factory, Is.InstanceOf<StrategyFactory>());
        Assert.That(PluginAnatomy.Read(folder)!.Private.Single().IsUsed, Is.False);
    }

    [TestCase("good-strategy", "Good-Strategy", "GoodStrategy.dll declares the id 'Good-Strategy', expected lower-case letters, digits and hyphens.")]
    [TestCase("Einspace.Sdk\0", "Einspace.Sdx\0", "GoodStrategy.dll does not reference Einspace.Sdk, whose contracts a plugin implements.")]
    public void What_an_assembly_says_of_itself_is_looked_at(string text, string other, string refusal)
    {
        string folder = AssemblyPatch.Copy("GoodStrategy", Path.Combine(_temporary, "other"), (text, other));

        using PluginCatalog catalog = PluginCatalog.Load([PluginSource.Named(folder)]);

        Assert.That(catalog.Refused.Single().Reason, Is.EqualTo(refusal));
    }

    [TestCase("DuplicateName", "duplicate-name", "its strategy 'good' has a name that the plugin 'good-strategy' in ")]
    [TestCase("DuplicateId", "good-strategy", "a plugin of the id 'good-strategy' is already loaded from ")]
    public void Of_two_plugins_with_one_name_the_later_is_refused_and_both_are_named(string situation, string id, string reason)
    {
        using PluginCatalog catalog = Load("GoodStrategy", situation);

        RefusedPlugin refused = catalog.Refused.Single();
        Assert.Multiple(() =>
        {
            Assert.That(refused.Name, Is.EqualTo(id));
            Assert.That(refused.File, Does.StartWith(Folders.Fixture(situation)));
            Assert.That(refused.Reason, Does.StartWith(reason + Folders.Fixture("GoodStrategy")));
            Assert.That(catalog.Parts.Select(part => part.Name), Is.EqualTo(new[] { "good" }));
        });
    }

    [Test]
    public void Two_plugins_use_two_versions_of_one_library_side_by_side()
    {
        using PluginCatalog catalog = Load("PrivateDependencyV1", "PrivateDependencyV2");

        Assert.That(
            catalog.Parts.Where(part => part.Kind == PartKind.Strategy).Select(part => OptionDescriptions.Of(part.Factory.OptionsType).Single().Default),
            Is.EqualTo(new[] { "1", "2" }));
    }

    [Test]
    public void Without_a_deps_file_libraries_are_found_beside_the_plugin()
    {
        string folder = CopyFixture("PrivateDependencyV2", "anything");
        File.Delete(Path.Combine(folder, "PrivateDependencyV2.deps.json"));

        using PluginCatalog catalog = PluginCatalog.Load([PluginSource.Named(folder)]);

        Assert.That(catalog.Refused, Is.Empty);
        Assert.That(catalog.Find(PartKind.Strategy, "numbers-v2").Plugin.Folder, Is.EqualTo(folder));
    }

    [TestCase("libacme_native.so")]
    [TestCase("acme_native.so")]
    [TestCase("acme_native")]
    public void A_native_library_beside_the_plugin_is_found_under_its_usual_names(string file)
    {
        string folder = CopyFixture("NativeDependency", "native");
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        File.Copy(Path.Combine(runtime, "libSystem.Native.so"), Path.Combine(folder, file));

        using PluginCatalog catalog = PluginCatalog.Load([PluginSource.Named(folder)]);

        Assert.That(catalog.Refused, Is.Empty);
        Part part = catalog.Find("native");
        Assert.That(OptionDescriptions.Of(part.Factory.OptionsType).Single().Default, Is.EqualTo($"{Environment.ProcessId}"));
    }

    [Test]
    public void A_missing_native_library_is_a_reason_too()
    {
        using PluginCatalog catalog = Load("NativeDependency");

        Assert.That(catalog.Refused.Single().Reason, Does.Contain("DllNotFoundException").And.Contain("acme_native"));
    }

    [Test]
    public void Satellite_assemblies_are_found_without_a_deps_file()
    {
        string folder = CopyFixture("Satellite", "satellite");
        File.Delete(Path.Combine(folder, "Satellite.deps.json"));
        PluginLoadContext context = new("satellite", Path.Combine(folder, "Satellite.dll"), collectible: false);

        System.Reflection.Assembly satellite = context.LoadFromAssemblyName(new("Satellite.resources, Culture=de"));

        Assert.That(satellite.GetManifestResourceNames(), Is.EqualTo(new[] { "Satellite.Texts.de.resources" }));
    }

    [Test]
    public void An_installed_plugins_folder_is_named_by_its_id()
    {
        CopyFixture("GoodStrategy", "good-strategy");
        CopyFixture("PrivateDependencyV1", "renamed");
        Directory.CreateDirectory(Path.Combine(_temporary, "empty"));
        Directory.CreateDirectory(Path.Combine(_temporary, ".hidden"));

        using PluginCatalog catalog = PluginCatalog.Load(PluginSource.In(_temporary));

        Assert.Multiple(() =>
        {
            Assert.That(catalog.Loaded.Select(plugin => plugin.Id), Is.EqualTo(new[] { "good-strategy" }));
            Assert.That(catalog.Refused.Select(plugin => plugin.Reason), Is.EqualTo(new[]
            {
                "the folder holds no assembly (*.dll).",
                "PrivateDependencyV1.dll declares the id 'private-dependency-v1', but its folder is named 'renamed': rename the folder.",
            }));
        });
    }

    [Test]
    public void Plugins_are_never_looked_for_where_one_stands()
    {
        IEnumerable<string> sources = PluginSource.All([]).Select(source => Path.GetDirectoryName(source.Path)!).Distinct();

        Assert.That(sources, Is.SubsetOf(new[] { PluginSource.ApplicationFolder, PluginSource.UserFolder }));
    }

    [Test]
    public void An_unknown_part_is_answered_with_the_nearest_and_all_there_are()
    {
        using PluginCatalog catalog = Load("GoodStrategy", "PrivateDependencyV1");

        Assert.Multiple(() =>
        {
            Assert.That(
                () => catalog.Find<StrategyFactory>(PartKind.Strategy, "goood"),
                Throws.TypeOf<InputException>().With.Message.EqualTo("Unknown strategy 'goood'; did you mean 'good'? (there are good, numbers-v1)."));
            Assert.That(
                () => catalog.Find(PartKind.Grammar, "good"),
                Throws.TypeOf<InputException>().With.Message.EqualTo("Unknown grammar 'good'; there is none."));
            Assert.That(
                () => catalog.Find("stratgy/good"),
                Throws.TypeOf<InputException>().With.Message.StartsWith("Unknown kind of part 'stratgy'; did you mean 'strategy'?"));
            Assert.That(catalog.Find("strategy/good"), Is.SameAs(catalog.Find("good")));
        });
    }

    [Test]
    public void A_worker_loads_the_named_plugins_or_stops_with_a_sentence()
    {
        using PluginCatalog catalog = PluginCatalog.LoadOnly([Folders.Fixture("GoodStrategy")]);

        Assert.Multiple(() =>
        {
            Assert.That(catalog.Loaded.Single().Id, Is.EqualTo("good-strategy"));
            Assert.That(
                () => PluginCatalog.LoadOnly([Folders.Fixture("GoodStrategy"), Folders.Fixture("BadImage")]),
                Throws.TypeOf<InputException>().With.Message.Contains("BadImage.dll is not a .NET assembly"));
            Assert.That(
                () => PluginCatalog.LoadOnly([Path.Combine(_temporary, "gone")]),
                Throws.TypeOf<InputException>().With.Message.Contains("gone"));
        });
    }

    [Test]
    public void The_fingerprint_changes_with_what_is_shipped_and_not_with_debug_symbols()
    {
        string folder = CopyFixture("GoodStrategy", "good-strategy");
        string before = PluginFingerprint.Of(folder);
        File.Delete(Path.Combine(folder, "GoodStrategy.pdb"));
        string withoutSymbols = PluginFingerprint.Of(folder);
        File.WriteAllText(Path.Combine(folder, "table.txt"), "1");
        string withTable = PluginFingerprint.Of(folder);
        File.Move(Path.Combine(folder, "table.txt"), Path.Combine(folder, "tables.txt"));

        Assert.Multiple(() =>
        {
            Assert.That(before, Does.Match("^[0-9a-f]{64}$"));
            Assert.That(withoutSymbols, Is.EqualTo(before));
            Assert.That(withTable, Is.Not.EqualTo(before));
            Assert.That(PluginFingerprint.Of(folder), Is.Not.EqualTo(withTable));
        });
    }

    private static PluginCatalog Load(params string[] situations) =>
        PluginCatalog.Load(situations.Select(situation => PluginSource.Named(
            situation == "BadImage" ? BadImage() : Folders.Fixture(situation))));

    private static string BadImage()
    {
        string source = Path.Combine(Folders.Checkout, "tests", "fixtures", "BadImage", "BadImage.dll");
        Directory.CreateDirectory(Folders.Fixture("BadImage"));
        File.Copy(source, Path.Combine(Folders.Fixture("BadImage"), "BadImage.dll"), overwrite: true);
        return Folders.Fixture("BadImage");
    }

    private string CopyFixture(string situation, string name)
    {
        string folder = Path.Combine(_temporary, name);
        Folders.Copy(Folders.Fixture(situation), folder);
        return folder;
    }
}
