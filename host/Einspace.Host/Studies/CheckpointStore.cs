using System.Globalization;

namespace Einspace.Host.Studies;

/// <summary>
/// The checkpoints of a study's trials: one file for each trial that rests or goes on, by trial and fidelity. What a file holds is the
/// evaluator's affair; an evaluator that needs none writes none. Those of resting trials keep within a space: beyond it some are dropped,
/// and a file without content stands in their place, so that a resumed study knows too.
/// </summary>
/// <param name="folder">Where they lie; made when the first is to be written.</param>
/// <param name="space">How many bytes those of resting trials may take.</param>
internal sealed class CheckpointStore(string folder, long space)
{
    private readonly string _folder = Path.GetFullPath(folder);
    private readonly Dictionary<string, long> _sizes = [];

    /// <summary>The file of a trial at a fidelity, in a folder that is there.</summary>
    public string PathOf(int trial, int fidelity)
    {
        Directory.CreateDirectory(_folder);
        return Name(trial, fidelity, "checkpoint");
    }

    /// <summary>Whether the checkpoint of a trial at a fidelity had to make room for others.</summary>
    public bool WasDropped(int trial, int fidelity) => File.Exists(Name(trial, fidelity, "dropped"));

    /// <summary>Removes the checkpoint of a trial at a fidelity, if there is one.</summary>
    public void Remove(int trial, int fidelity)
    {
        if (fidelity == 0 || !Directory.Exists(_folder))
            return;
        string file = Name(trial, fidelity, "checkpoint");
        File.Delete(file);
        File.Delete(Name(trial, fidelity, "dropped"));
        _sizes.Remove(file);
    }

    /// <summary>
    /// Takes note of the checkpoint of a trial that rests now, and makes room: of all that rest those that were trained least lose theirs
    /// first, which costs least, and of these the worst.
    /// </summary>
    public void Rest(int trial, StudyState state)
    {
        Measure(Name(trial, state.Trials[trial].Rested, "checkpoint"));
        if (_sizes.Values.Sum() is var used && used <= space)
            return;
        foreach (StudyTrial resting in state.Paused.Select(number => state.Trials[number]).OrderBy(one => one.Rested).ThenBy(one => one.Score(state.Objective)).ThenByDescending(one => one.Number))
        {
            string file = Name(resting.Number, resting.Rested, "checkpoint");
            if (!_sizes.Remove(file, out long size))
                continue;
            File.WriteAllBytes(Name(resting.Number, resting.Rested, "dropped"), []);
            File.Delete(file);
            if ((used -= size) <= space)
                return;
        }
    }

    /// <summary>Removes what no trial of the study will go on from: a killed process leaves such.</summary>
    public void Sweep(StudyState state)
    {
        if (!Directory.Exists(_folder))
            return;
        HashSet<string> needed = [.. state.Paused.Concat(state.Outstanding).SelectMany(number => (string[])[Name(number, state.Trials[number].Rested, "checkpoint"), Name(number, state.Trials[number].Rested, "dropped")])];
        foreach (string file in Directory.GetFiles(_folder))
        {
            if (!needed.Contains(file))
                File.Delete(file);
        }

        _sizes.Clear();
        foreach (int number in state.Paused)
            Measure(Name(number, state.Trials[number].Rested, "checkpoint"));
    }

    private void Measure(string file)
    {
        if (new FileInfo(file) is { Exists: true, Length: var length })
            _sizes[file] = length;
    }

    private string Name(int trial, int fidelity, string kind) => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"trial-{trial}-at-{fidelity}.{kind}"));
}
