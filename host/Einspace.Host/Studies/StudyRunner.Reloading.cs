using Einspace.Host.Studies.Journal;

namespace Einspace.Host.Studies;

/// <content>Exchanging the strategy for a new build of its plugin, where that is watched.</content>
internal sealed partial class StudyRunner
{
    /// <summary>Before a trial is asked for, looks for a new build of the strategy's plugin, and has it take over.</summary>
    /// <remarks>Every event so far was recorded, made durable and told: the journal's file holds all that the new build must know.</remarks>
    private async Task RenewAsync(int number, CancellationToken cancellation)
    {
        if (_plan.Strategy is not WatchedStrategy watched || await watched.LookAsync(_plan.ProposeTimeout, cancellation) is not { } build)
            return;
        try
        {
            TellAll(JournalReader.Read(_journal.File).Records, new GuardedStrategy(_plan.StrategyName, build.Strategy, _plan.Seed, _plan.ProposeTimeout, isTried: true));
        }
        catch (StudyFault e)
        {
            build.Dispose();
            watched.Refuse(e.Message);
            return;
        }

        PluginRecord before = watched.Plugin;
        watched.Exchange(build);
        Record(new JournalRecord.Reloaded { Trial = number, Plugin = build.Plugin, Before = before });
    }
}
