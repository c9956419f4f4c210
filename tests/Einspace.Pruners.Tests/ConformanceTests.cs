using Einspace.Pruners.Halving;
using Einspace.Pruners.Hyperband;
using Einspace.Pruners.Median;
using Einspace.Pruners.NoPruning;
using Einspace.Pruners.Patience;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;
using Einspace.Sdk.Testing.Fixtures;

namespace Einspace.Pruners.Tests;

[TestFixture]
internal sealed class NoPruningConformance : PrunerFixture
{
    protected override IPruner Create(PrunerContext context) => new NoPruningFactory().Create((object)new NoOptions(), context);
}

[TestFixture]
internal sealed class MedianConformance : PrunerFixture
{
    protected override IPruner Create(PrunerContext context) => new MedianFactory().Create((object)new MedianOptions(), context);
}

[TestFixture]
internal sealed class PatienceConformance : PrunerFixture
{
    protected override IPruner Create(PrunerContext context) => new PatienceFactory().Create((object)new PatienceOptions { Epochs = 2 }, context);
}

[TestFixture]
internal sealed class AshaConformance : PrunerFixture
{
    protected override IPruner Create(PrunerContext context) => new AshaFactory().Create((object)new HalvingOptions { Eta = 3 }, context);
}

[TestFixture]
internal sealed class AshaStoppingConformance : PrunerFixture
{
    protected override IPruner Create(PrunerContext context) => new AshaStoppingFactory().Create((object)new HalvingOptions { Eta = 3 }, context);
}

[TestFixture]
internal sealed class HyperbandConformance : PrunerFixture
{
    protected override IPruner Create(PrunerContext context) => new HyperbandFactory().Create((object)new HyperbandOptions { Eta = 2 }, context);
}
