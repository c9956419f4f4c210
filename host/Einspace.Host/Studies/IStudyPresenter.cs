using Einspace.Sdk;

namespace Einspace.Host.Studies;

/// <summary>Shows a study to a person.</summary>
internal interface IStudyPresenter : IStudyObserver, IProgress<ProgressStep>
{
    /// <summary>Something worth a line: what was dropped, what changed.</summary>
    void Notice(string sentence);

    /// <summary>The search goes on from here; observations follow, from one thread at a time.</summary>
    /// <param name="folder">The study's folder.</param>
    /// <param name="plan">The study.</param>
    /// <param name="state">What it has come to so far.</param>
    /// <param name="slots">How many evaluations run at a time.</param>
    void Begin(StudyFolder folder, StudyPlan plan, StudyState state, int slots);
}
