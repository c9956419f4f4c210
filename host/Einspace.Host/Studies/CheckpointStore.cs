using System.Globalization;

namespace Einspace.Host.Studies;

/// <summary>
/// The checkpoints of a study's trials: one file for each trial that rests or goes on, by trial and fidelity. What a file holds is the
/// evaluator's affair; an evaluator that needs none writes none.
/// </summary>
/// <param name="folder">Where they lie; made when the first is to be written.</param>
internal sealed class CheckpointStore(string folder)
{
    private readonly string _folder = Path.GetFullPath(folder);

    /// <summary>The file of a trial at a fidelity, in a folder that is there.</summary>
    public string PathOf(int trial, int fidelity)
    {
        Directory.CreateDirectory(_folder);
        return Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"trial-{trial}-at-{fidelity}.checkpoint"));
    }

    /// <summary>Removes the checkpoint of a trial at a fidelity, if there is one.</summary>
    public void Remove(int trial, int fidelity)
    {
        if (fidelity > 0)
            File.Delete(PathOf(trial, fidelity));
    }

    /// <summary>Removes what no trial of the study will go on from: a killed process leaves such.</summary>
    public void Sweep(StudyState state)
    {
        if (!Directory.Exists(_folder))
            return;
        HashSet<string> needed = [.. state.Paused.Concat(state.Outstanding).Select(number => PathOf(number, state.Trials[number].Rested))];
        foreach (string file in Directory.GetFiles(_folder))
        {
            if (!needed.Contains(file))
                File.Delete(file);
        }
    }
}
