using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Einspace.Host.Plugins;
using Einspace.Sdk;
using Einspace.Sdk.Plugins;

namespace Einspace.EndToEnd.Tests.Plugins;

internal sealed class UnloadingTests
{
    [Test]
    public void A_collectible_plugin_is_unloaded_after_its_options_were_described_bound_and_written()
    {
        WeakReference context = UseAndDispose();

        for (int i = 0; context.IsAlive && i < 20; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.That(context.IsAlive, Is.False);
    }

    [Test]
    public void A_plugin_is_not_collectible_unless_asked_for()
    {
        using PluginCatalog catalog = PluginCatalog.Load([PluginSource.Named(Folders.Fixture("GoodStrategy"))]);

        Assert.That(Context(catalog).IsCollectible, Is.False);
    }

    // Not inlined, so that no reference stays on the test's own frame.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference UseAndDispose()
    {
        using PluginCatalog catalog = PluginCatalog.Load([PluginSource.Named(Folders.Fixture("GoodStrategy"))], collectible: true);
        WeakReference context = new(Context(catalog));
        Assert.That(Context(catalog).IsCollectible);

        Type options = catalog.Find("good").Factory.OptionsType;
        Assert.That(OptionDescriptions.Of(options).Select(o => o.Name), Is.EqualTo(new[] { "population", "cooling", "phases", "last.temperature" }));
        OptionTree.Mapping phases = OptionTree.Empty.With("phases", new OptionTree.Sequence([new OptionTree.Scalar("step-wise")]));
        OptionTree.Mapping written = OptionBinder.Write(OptionBinder.Bind(options, phases));
        Assert.That(written["phases"], Is.EqualTo(phases["phases"]));
        OptionTree.Mapping tooSmall = OptionTree.Empty.With("population", new OptionTree.Scalar("1"));
        Assert.That(() => OptionBinder.Bind(options, tooSmall), Throws.TypeOf<InputException>());
        return context;
    }

    private static AssemblyLoadContext Context(PluginCatalog catalog) =>
        AssemblyLoadContext.GetLoadContext(catalog.Loaded.Single().Parts[0].Factory.GetType().Assembly)!;
}
