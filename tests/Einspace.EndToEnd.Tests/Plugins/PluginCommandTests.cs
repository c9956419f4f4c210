using System.Text.Json;

namespace Einspace.EndToEnd.Tests.Plugins;

internal sealed class PluginCommandTests
{
    private readonly EinspaceCommand _einspace = new();

    private string Installed => Path.Combine(_einspace.Home, "data", "einspace", "plugins");

    [TearDown]
    public void RemovePlugins()
    {
        if (Directory.Exists(Installed))
            Directory.Delete(Installed, recursive: true);
    }

    [OneTimeTearDown]
    public void DeleteHome() => _einspace.Dispose();

    [Test]
    public void The_doctor_says_where_plugins_are_from_what_they_consist_of_and_why_some_are_refused()
    {
        _einspace.Run("plugin", "add", Folders.Fixture("PrivateDependencyV1"));
        string[] named = ["--plugin", Folders.Fixture("NativeDependency"), "--plugin", Folders.Fixture("MissingDependency")];

        EinspaceCommand.Result result = _einspace.Run(["plugin", "doctor", "--json", .. named]);

        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        JsonElement root = JsonDocument.Parse(result.Output).RootElement;
        Assert.That(root.GetProperty("contract").GetString(), Is.EqualTo("0.1"));
        var plugins = root.GetProperty("plugins").EnumerateArray().ToDictionary(plugin => plugin.GetProperty("id").GetString()!);
        Assert.Multiple(() =>
        {
            JsonElement torch = plugins["einspace-torch"];
            Assert.That((Text(torch, "origin"), Text(torch, "private"), Text(torch, "leftToSystem")), Is.EqualTo(("einspace's own", "Einspace.Training 0.1.0.0", "einspace_torch")));
            JsonElement numbers = plugins["private-dependency-v1"];
            Assert.That((Text(numbers, "origin"), Text(numbers, "contract"), Text(numbers, "framework")), Is.EqualTo(("installed by you", "0.1", ".NETCoreApp 10.0")));
            Assert.That((Text(numbers, "shared"), Text(numbers, "private"), Text(numbers, "parts")), Is.EqualTo(("Einspace.Sdk 0.1.0.0", "Acme.Numbers 1.0.0.0", "strategy/numbers-v1")));
            Assert.That(Text(plugins["missing-dependency"], "missing"), Is.EqualTo("Acme.Absent 3.1.0.0"));
            Assert.That(Text(plugins["missing-dependency"], "refused"), Does.StartWith("MissingDependency.dll needs Acme.Absent 3.1.0.0"));
            Assert.That(Text(plugins["native-dependency"], "leftToSystem"), Is.EqualTo("acme_native"));
            Assert.That(Text(plugins["native-dependency"], "refused"), Does.Not.Contain("\n").And.EndWith("Unable to load shared library 'acme_native' or one of its dependencies."));
        });

        string words = _einspace.Run(["plugin", "doctor", .. named]).Output;
        Assert.That(words, Does.StartWith("This host offers Einspace.Sdk 0.1, on .NET 10.").And.Contain($"\n  {Installed}\n").And.Contain("\nmissing-dependency REFUSED: MissingDependency.dll needs "));
        Assert.That(_einspace.Run("plugin", "describe", "private-dependency-v1").Output, Does.StartWith($"private-dependency-v1 0.1.0\n  found in   {Installed}/private-dependency-v1 (installed by you)\n"));
        EinspaceCommand.Result unknown = _einspace.Run("plugin", "describe", "einspace-strategy");
        Assert.That(unknown.ExitCode, Is.EqualTo(2));
        Assert.That(unknown.Error, Does.StartWith("There is no plugin 'einspace-strategy'; did you mean 'einspace-strategies'? (there are einspace-grammar, "));
    }

    // Editors leave such links beside what they have open.
    [Test]
    public void A_link_that_leads_nowhere_is_told_of_in_a_sentence()
    {
        string folder = AssemblyPatch.Copy("GoodStrategy", Path.Combine(_einspace.Home, "linked"));
        File.CreateSymbolicLink(Path.Combine(folder, ".#open"), "nobody@nowhere");

        Assert.That(_einspace.Run("plugin", "doctor", "--plugin", folder).Output, Does.Contain("  sha256     none: A file of the plugin cannot be read: "));
        EinspaceCommand.Result search = _einspace.Run("search", "--plugin", folder, "--strategy", "good", "--evaluator", "synthetic", "--trials", "1");
        Assert.That(search.ExitCode, Is.EqualTo(2));
        Assert.That(search.Error, Does.StartWith("A file of the plugin cannot be read: ").And.Match("^[^\n]+\n$"));
        EinspaceCommand.Result added = _einspace.Run("plugin", "add", folder);
        Assert.That((added.ExitCode, added.Error), Is.EqualTo((2, $"'{folder}' holds a symbolic link (.#open to nobody@nowhere), and a plugin must hold its files itself.\n")));
    }

    [Test]
    public void A_lock_allows_only_the_listed_files_whoever_names_them()
    {
        string good = Folders.Fixture("GoodStrategy");
        _einspace.Run("plugin", "add", Folders.Fixture("PrivateDependencyV1"));
        EinspaceCommand.Result locked = _einspace.Run("plugin", "lock");
        string file = Path.Combine(Installed, "plugins.lock");
        Assert.That((locked.ExitCode, locked.Error), Is.EqualTo((0, "")));
        Assert.That(locked.Output, Does.EndWith($": {file} (delete it to lift the lock).\n"));
        Assert.That(File.ReadAllText(file), Does.Match("(?m)^[0-9a-f]{64} einspace-torch ").And.Match("(?m)^[0-9a-f]{64} private-dependency-v1 0.1.0$"));
        Assert.That(_einspace.Run("plugin", "list").Output, Does.Not.Contain("REFUSED"));

        Assert.That(_einspace.Run("plugin", "list", "--plugin", good).Output, Does.Contain("good-strategy REFUSED").And.Contain($"it is not listed in {file}, which locks the plugins; if you trust it, add the line '"));
        EinspaceCommand.Result added = _einspace.Run("plugin", "add", good);
        Assert.That((added.ExitCode, Directory.Exists(Path.Combine(Installed, "good-strategy"))), Is.EqualTo((2, false)));
        Assert.That(added.Error, Does.Contain($"was not installed: it is not listed in {file}"));

        File.AppendAllLines(file, [added.Error.Split('\'')[^2]]);
        Assert.That(_einspace.Run("plugin", "add", good).ExitCode, Is.Zero);
        File.WriteAllText(Path.Combine(Installed, "good-strategy", "table"), "changed");
        Assert.That(_einspace.Run("describe", "good").Error, Does.Contain($"the plugin 'good-strategy' was refused: only other files of it are listed in {file}"));

        File.AppendAllLines(file, ["x good-strategy"]);
        EinspaceCommand.Result damaged = _einspace.Run("sample");
        Assert.That(damaged.ExitCode, Is.EqualTo(2));
        Assert.That(damaged.Error, Does.Match($"^{file}, line \\d+: found 'x good-strategy', expected a plugin's SHA-256 in 64 hexadecimal digits, and its id.\n$"));
        Assert.That(_einspace.Run("plugin", "lock").ExitCode, Is.Zero);
        Assert.That(_einspace.Run("describe", "good").ExitCode, Is.Zero);
    }

    [Test]
    public void Workers_keep_to_the_lock_too()
    {
        string clumsy = Folders.Fixture("ClumsyEvaluator");
        _einspace.Run("plugin", "lock", "--plugin", clumsy);
        string file = Path.Combine(Installed, "plugins.lock");
        string whole = File.ReadAllText(file);
        string[] search = ["search", "--plugin", clumsy, "--evaluator", "clumsy", "--jobs", "1", "--no-final", "--trials", "1", "--study", "locked",
            "--set", "task.train=60", "--set", "task.validation=20", "--set", "task.test=20", "--max-parameters", "1M"];
        Assert.That(_einspace.Run(search).ExitCode, Is.Zero);

        using Host.Plugins.PluginCatalog catalog = Host.Plugins.PluginCatalog.Load([Host.Plugins.PluginSource.Named(clumsy)], locks: [Host.Plugins.PluginLock.Read(file)]);
        Assert.That(catalog.Refused, Is.Empty);
        File.WriteAllLines(file, whole.Split('\n').Where(line => !line.Contains("clumsy")));
        Assert.That(
            () => Host.Plugins.PluginCatalog.LoadOnly([clumsy], [Host.Plugins.PluginLock.Read(file)]),
            Throws.TypeOf<Einspace.Sdk.InputException>().With.Message.Contains("it is not listed in "));
        Assert.That(_einspace.Run(search).Error, Does.Contain("it is not listed in "));
    }

    [Test]
    public void Nothing_is_loaded_because_of_where_one_stands_or_of_what_a_study_holds()
    {
        foreach (string place in (string[])["good-strategy", "plugins/good-strategy", "studies/one/plugins/good-strategy", "studies/one/good-strategy"])
            Folders.Copy(Folders.Fixture("GoodStrategy"), Path.Combine(_einspace.Home, place));
        File.WriteAllText(Path.Combine(_einspace.Home, "studies", "one", "study.yaml"), "strategy: good\n");

        Assert.That(_einspace.Run("plugin", "list").Output, Does.Not.Contain("good-strategy"));
        EinspaceCommand.Result result = _einspace.Run("search", "--config", "studies/one/study.yaml", "--study", "studies/one");
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Does.StartWith("Unknown strategy 'good'"));
    }

    [Test]
    [Category("Slow")]
    public void A_plugin_is_built_from_its_project_and_a_build_that_fails_shows_the_end_of_its_log()
    {
        string folder = Path.Combine(_einspace.Home, "Acme");
        string tests = Path.Combine(folder, "Acme.Tests");
        string project = Path.Combine(folder, "Acme", "Acme.csproj");
        Directory.CreateDirectory(tests);
        Directory.CreateDirectory(Path.GetDirectoryName(project)!);
        File.WriteAllText(Path.Combine(tests, "Acme.Tests.csproj"), "<Project />");
        File.WriteAllText(project, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <EnableDynamicLoading>true</EnableDynamicLoading>
                <Version>3.2.1</Version>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{typeof(Einspace.Sdk.InputException).Assembly.Location}" Private="false" />
                <Reference Include="{Path.Combine(AppContext.BaseDirectory, "System.Composition.AttributedModel.dll")}" Private="false" />
              </ItemGroup>
            </Project>
            """);
        string source = Path.Combine(Folders.Checkout, "tests", "fixtures");
        File.Copy(Path.Combine(source, "IdleStrategy.cs"), Path.Combine(folder, "Acme", "IdleStrategy.cs"));
        File.WriteAllText(Path.Combine(folder, "Acme", "Plugin.cs"), File.ReadAllText(Path.Combine(source, "GoodStrategy", "Plugin.cs")));
        string log = Path.Combine(_einspace.Home, "state", "einspace", "build-Acme.log");

        EinspaceCommand.Result built = _einspace.Run("plugin", "build", folder);
        Assert.That((built.ExitCode, built.Error), Is.EqualTo((0, $"building {project} (log: {log})\n")));
        Assert.That(built.Output, Does.StartWith($"Installed good-strategy 3.2.1 in {Installed}/good-strategy:\n  strategy   good "));
        Assert.That(Directory.EnumerateFiles(Path.Combine(Installed, "good-strategy")).Select(Path.GetFileName), Does.Not.Contain("Einspace.Sdk.dll"));

        File.WriteAllText(Path.Combine(folder, "Acme", "Broken.cs"), "no code");
        EinspaceCommand.Result failed = _einspace.Run("plugin", "build", folder);
        Assert.That(failed.ExitCode, Is.EqualTo(2));
        Assert.That(failed.Error, Does.Match(@"\n  \| .*Broken\.cs\(1,").And.EndWith($"\ndotnet publish of {project} failed with exit code 1; the whole log: {log}\n"));
        Assert.That(File.ReadAllText(log), Does.Contain("Broken.cs"));
        Assert.That(_einspace.Run("describe", "good").ExitCode, Is.Zero, "What was installed stays.");
    }

    [TestCase("holds no project (*.csproj).", "studies")]
    [TestCase("is no project: expected a folder with a .csproj, or the .csproj itself.", "README.md")]
    [TestCase("holds several projects: say which one: ", "tests/fixtures/Libraries")]
    [TestCase("There is nothing at ", "nowhere")]
    public void What_cannot_be_built_is_said_in_a_sentence(string sentence, string path)
    {
        EinspaceCommand.Result result = _einspace.Run("plugin", "build", Path.Combine(Folders.Checkout, path));
        Assert.That((result.ExitCode, result.Output), Is.EqualTo((2, "")));
        Assert.That(result.Error, Does.Contain(sentence).And.Match("^[^\n]+\n$"));
    }

    // Another folder or revision of the same sources would otherwise be another plugin to a study.
    [Test]
    public void Our_plugins_hold_nothing_of_the_folder_or_the_revision_that_they_were_built_in()
    {
        string[] assemblies = Directory.GetFiles(Path.Combine(Folders.Artifacts, "app", "plugins"), "Einspace.*.dll", SearchOption.AllDirectories);
        Assert.That(assemblies, Has.Length.GreaterThanOrEqualTo(6));
        foreach (string assembly in assemblies)
        {
            string bytes = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(assembly));
            Assert.That(bytes, Does.Not.Contain(Folders.Checkout), assembly);
            Assert.That(bytes, Does.Not.Match(@"\d\.\d\.\d\+[0-9a-f]{40}"), assembly);
        }
    }

    private static string? Text(JsonElement plugin, string name) => plugin.GetProperty(name) switch
    {
        { ValueKind: JsonValueKind.Array } texts => string.Join(", ", texts.EnumerateArray().Select(text => text.GetString())),
        var text => text.GetString(),
    };
}
