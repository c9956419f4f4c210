using Einspace.Pruners.Median;
using Einspace.Pruners.Patience;

namespace Einspace.Pruners.Tests;

internal sealed class StoppingRuleTests
{
    // Running averages at fidelity 2 of the completed: 1.5, 3, 4.5; their median is 3. A best of 3 goes on, 2.9 does not.
    [Test]
    public void MedianStopsWhatIsStrictlyBelowTheMedianOfRunningAverages()
    {
        double[][] curves = [[1, 2, 3, 4], [2, 4, 6, 8], [3, 6, 9, 9], [2.5, 3, 3, 4.9], [2.5, 2.9, 9, 9]];
        Study study = new Study(
            context => new MedianFactory().Create((object)new MedianOptions { StartupTrials = 3, MinimumEpochs = 2 }, context),
            5, 4, (trial, fidelity) => curves[trial][fidelity - 1]).Run();

        // At fidelity 3 the averages are 2, 4 and 6: a best of 3 is below 4.
        Assert.That(study.Reached, Is.EqualTo(new[] { 4, 4, 4, 3, 2 }));
    }

    [Test]
    public void MedianWaitsForCompletedTrials()
    {
        Study study = new Study(
            context => new MedianFactory().Create((object)new MedianOptions { StartupTrials = 4 }, context), 8, 3, (trial, _) => -trial).Run();
        Assert.That(study.Reached, Is.EqualTo(new[] { 3, 3, 3, 3, 1, 1, 1, 1 }));
    }

    [Test]
    public void PatienceEndsWhatDoesNotImproveOnItself()
    {
        double[][] curves = [[1, 2, 3, 4, 5, 6], [1, 2, 2, 2, 5, 6], [5, 1, 1, 6, 1, 1], [1, 1.1, 1.2, 1.3, 1.4, 1.5]];
        Study study = new Study(
            context => new PatienceFactory().Create((object)new PatienceOptions { Epochs = 2, MinimumImprovement = 0.15 }, context),
            4, 6, (trial, fidelity) => curves[trial][fidelity - 1]).Run();
        Assert.That(study.Reached, Is.EqualTo(new[] { 6, 4, 3, 6 }));
    }
}
