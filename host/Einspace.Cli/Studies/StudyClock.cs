using Einspace.Host.Studies;

namespace Einspace.Cli.Studies;

/// <summary>How long this run of a study has taken, and how long it may take yet, judged by the trials that it measured.</summary>
internal sealed class StudyClock(StudyPlan plan, StudyState state, TimeProvider time)
{
    private readonly int _before = state.MeasuredCount;
    private readonly long _begin = time.GetTimestamp();

    public int Trials => plan.Trials;

    public TimeSpan Elapsed => time.GetElapsedTime(_begin);

    /// <summary>The time that the trials left will take; null before the first was measured.</summary>
    /// <param name="measured">How many trials finished or rest, those of earlier runs too.</param>
    public TimeSpan? Remaining(int measured) =>
        measured > _before ? Elapsed * (Math.Max(0, plan.Trials - measured) / (double)(measured - _before)) : null;

    public string Words(StudyState now) =>
        $"{StudyWords.Time(Elapsed)} elapsed{(Remaining(now.MeasuredCount) is { } left ? $", about {StudyWords.Time(left)} left" : "")}";
}
