using System.Collections.Immutable;
using System.Text.Json;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Configuration;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk.Evaluation;

namespace Einspace.Cli.Studies;

/// <summary>A study as JSON, for scripts.</summary>
internal static class StudyJson
{
    /// <param name="writer">Receives it.</param>
    /// <param name="folder">The study's folder.</param>
    /// <param name="state">What it has come to.</param>
    /// <param name="holder">Who runs it now; null where it stands still.</param>
    public static void Write(Utf8JsonWriter writer, StudyFolder folder, StudyState state, string? holder)
    {
        writer.WriteStartObject();
        writer.WriteString("study", folder.Path);
        writer.WriteNumber("budget", state.Budget);
        writer.WriteNumber("finished", state.FinishedCount);
        writer.WriteNumber("paused", state.Paused.Count);
        writer.WriteNumber("epochs", state.Spent);
        writer.WriteString("runner", holder);
        writer.WriteString("ending", state.Ending?.ToString().ToLowerInvariant());
        writer.WriteString("objective", state.Opened is null ? null : state.Objective.Metric);
        WriteObjectives(writer, state);
        WriteTexts(writer, "identity", state.Opened?.Identity);
        writer.WriteString("data", state.Opened?.Task.Origin);
        WriteTexts(writer, "facts", state.Facts);
        WritePlugins(writer, state);
        if (state.Best is { } best)
            writer.WriteNumber("best", best.Number);
        else
            writer.WriteNull("best");
        WriteNumber(writer, "chosen", state.Opened is null ? null : state.Chosen?.Number);
        Write(writer, OperatorStatistics.Of(state));
        writer.WriteStartArray("trials");
        foreach (StudyTrial trial in state.Trials)
            Write(writer, trial);
        writer.WriteEndArray();
        Write(writer, state.Final);
        writer.WriteEndObject();
    }

    /// <summary>The plugins with which it last ran, and since when they are not those of before.</summary>
    private static void WritePlugins(Utf8JsonWriter writer, StudyState state)
    {
        writer.WriteStartArray("plugins");
        foreach (PluginRecord plugin in state.Plugins)
        {
            writer.WriteStartObject();
            writer.WriteString("id", plugin.Id);
            writer.WriteString("version", plugin.Version);
            writer.WriteString("sha256", plugin.Sha256);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("changedPlugins");
        foreach (string change in state.ChangedPlugins)
            writer.WriteStringValue(change);
        writer.WriteEndArray();
    }

    /// <summary>The objectives, what the strategy trades off, and the trials that no other beats by all of that.</summary>
    private static void WriteObjectives(Utf8JsonWriter writer, StudyState state)
    {
        Write("objectives", state.Opened?.Objectives ?? []);
        Write("tradeOffs", state.TradeOffs);
        writer.WriteStartArray("front");
        foreach (StudyTrial trial in state.Opened is null ? [] : ParetoFront.Of(state, state.TradeOffs))
            writer.WriteNumberValue(trial.Number);
        writer.WriteEndArray();

        void Write(string name, ImmutableArray<Objective> objectives)
        {
            writer.WriteStartArray(name);
            foreach (Objective objective in objectives)
                writer.WriteStringValue(StudyObjectives.Write(objective));
            writer.WriteEndArray();
        }
    }

    private static void Write(Utf8JsonWriter writer, StudyTrial trial)
    {
        JournalRecord.Proposed proposed = trial.Proposed;
        writer.WriteStartObject();
        writer.WriteNumber("number", trial.Number);
        writer.WriteString("state", trial.State.ToString().ToLowerInvariant());
        writer.WriteString("architecture", proposed.Architecture);
        writer.WriteCount("parameters", proposed.Parameters);
        writer.WriteCount("multiplyAdds", proposed.MultiplyAdds);
        writer.WriteCount("activationMemory", proposed.ActivationMemory);
        WriteMetrics(writer, trial.Result?.Metrics ?? ImmutableSortedDictionary<string, double>.Empty);
        writer.WriteNumber("fidelity", trial.Result?.Fidelity ?? 0);
        writer.WriteStartArray("pauses");
        foreach (JournalRecord.Paused pause in trial.Pauses)
            writer.WriteNumberValue(pause.Fidelity);
        writer.WriteEndArray();
        writer.WriteString("operator", proposed.Operator);
        writer.WriteString("tag", proposed.Tag);
        WriteNumber(writer, "tries", proposed.Tries);
        writer.WriteStartArray("parents");
        foreach (int parent in proposed.Parents)
            writer.WriteNumberValue(parent);
        writer.WriteEndArray();
        writer.WriteString("graphHash", proposed.GraphHash);
        writer.WriteNumber("attempts", trial.Attempts);
        WriteNumber(writer, "seconds", trial.Duration?.TotalSeconds);
        WriteNumber(writer, "cachedFrom", trial.Finished?.CachedFrom);
        writer.WriteString("failure", trial.Finished?.Failure?.ToString());
        writer.WriteString("reason", trial.Finished?.Reason);
        writer.WriteStartArray("trainings");
        foreach (JournalRecord.Replicated replicate in trial.Replicates)
            WriteTraining(writer, replicate.Metrics);
        writer.WriteEndArray();
        writer.WriteStartArray("reevaluations");
        foreach (JournalRecord.Reevaluated again in trial.Reevaluations)
            WriteTraining(writer, again.Metrics);
        writer.WriteEndArray();
        writer.WriteStartArray("reports");
        foreach (JournalRecord.Reported report in trial.Reports)
        {
            writer.WriteStartObject();
            writer.WriteNumber("fidelity", report.Fidelity);
            WriteMetrics(writer, report.Metrics);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<OperatorStatistics> operators)
    {
        writer.WriteStartArray("operators");
        foreach (OperatorStatistics known in operators)
        {
            writer.WriteStartObject();
            writer.WriteString("operator", known.Operator);
            writer.WriteNumber("trials", known.Trials);
            writer.WriteNumber("descendants", known.Descendants);
            writer.WriteNumber("noOps", known.NoOps);
            WriteNumber(writer, "tries", known.Tries);
            writer.WriteNumber("repeatedDerivations", known.Repeats.Derivations);
            writer.WriteNumber("repeatedNetworks", known.Repeats.Networks);
            WriteNumber(writer, "growth", known.Growth);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, JournalRecord.Finalised? final)
    {
        if (final is null)
        {
            writer.WriteNull("final");
            return;
        }

        writer.WriteStartObject("final");
        writer.WriteNumber("trial", final.Trial);
        writer.WriteNumber("fidelity", final.Fidelity);
        WriteMetrics(writer, final.Metrics);
        writer.WriteString("failure", final.Failure?.ToString());
        writer.WriteString("reason", final.Reason);
        writer.WriteEndObject();
    }

    private static void WriteTraining(Utf8JsonWriter writer, ImmutableSortedDictionary<string, double> metrics)
    {
        writer.WriteStartObject();
        WriteMetrics(writer, metrics);
        writer.WriteEndObject();
    }

    private static void WriteMetrics(Utf8JsonWriter writer, ImmutableSortedDictionary<string, double> metrics)
    {
        writer.WriteStartObject("metrics");
        foreach ((string name, double value) in metrics)
            writer.WriteNumber(name, value);
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, ImmutableSortedDictionary<string, string>? texts)
    {
        writer.WriteStartObject(name);
        foreach ((string key, string value) in texts ?? ImmutableSortedDictionary<string, string>.Empty)
            writer.WriteString(key, value);
        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
        else
            writer.WriteNull(name);
    }
}
