using Einspace.EndToEnd.Tests.Studies;
using Einspace.Host.Studies;

namespace Einspace.EndToEnd.Tests.Plugins;

internal sealed class SideBySideTests
{
    // Acme.Numbers 1.0 answers 1, and 2.0 answers 2: the strategy writes its answer into each proposal, the evaluator scores by its own.
    [Test]
    public void Two_plugins_of_one_study_use_two_versions_of_one_library()
    {
        using StudyCommand einspace = new();
        EinspaceCommand.Result result = einspace.Run(
            "search", "--plugin", Folders.Fixture("PrivateDependencyV1"), "--plugin", Folders.Fixture("PrivateDependencyV2"),
            "--strategy", "numbers-v1", "--evaluator", "numbers-v2", "--trials", "4", "--no-final", "--study", "both");

        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        StudyState state = einspace.State("both");
        Assert.That(state.Trials.Select(trial => trial.Proposed.Tag), Is.EqualTo(new[] { "1", "1", "1", "1" }));
        Assert.That(state.Trials.Select(trial => trial.Finished!.Metrics["validation-accuracy"]), Is.EqualTo(new[] { 2.0, 2, 2, 2 }));
    }
}
