using System.Numerics;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.UnseenNas.Audio;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Making;
using Einspace.UnseenNas.Tasks;

namespace Einspace.UnseenNas.Isabella;

/// <summary>
/// Makes Isabella from WAV files in a folder for each era: spectrograms of five seconds, label = the era. Recordings are dealt out to
/// the splits first, by either rule: none is in two of them.
/// </summary>
internal sealed class IsabellaMaker() : TaskMaker<IsabellaOptions>(PublishedTasks.Isabella, version: 1)
{
    private const string Files = "recordings in folders for each era";

    /// <inheritdoc/>
    protected override TaskDraft Read(DatasetRecipe recipe, IsabellaOptions options, CancellationToken cancellation)
    {
        if (!BitOperations.IsPow2(options.Window))
            throw new InputException($"Option maker.window: found {options.Window}; a power of two was expected.");
        SplitSizes sizes = SplitSizes.Published(Task).Overlaid(recipe);
        string folder = SourceBytes.Folder(recipe.Source, Files);
        List<SourceFile> sources = [];
        Snippet[][][] eras = [.. Task.Classes.Select((_, label) => ReadEra(folder, label, sources, cancellation))];
        int brief = sources.Count - eras.Sum(era => era.Length);
        Dictionary<DataSplit, Snippet[]> examples = Compose(eras, sizes, recipe.Seed);
        UsedSources used = new();
        return new TaskDraft
        {
            Rule = $"mono at {options.SampleRate} Hz, cut into {Snippet.Seconds} seconds; power of {Task.Shape[1]} mel bands ({options.MelScale}) from 0 to half the rate in {Task.Shape[2]} Hann windows of "
                + $"{options.Window} samples with silence around, in decibels below the loudest, at most {options.Decibels:R}; row 0 = the lowest band; "
                + "recordings dealt out to the splits first, then as many of each era; labels in the order of the published description",
            Sources = [.. sources],
            Sizes = sizes,
            Used = used,
            Deviations = brief == 0 ? [] : [$"{brief} recordings of less than {Snippet.Seconds} seconds were left out"],
            Write = (writer, _) => Write(writer, examples[writer.Split], options, used),
        };
    }

    /// <summary>For each recording of an era its snippets; recordings without any are left out.</summary>
    private Snippet[][] ReadEra(string folder, int label, List<SourceFile> sources, CancellationToken cancellation)
    {
        string era = Task.Classes[label];
        string[] found = [.. Directory.GetDirectories(folder).Where(path => Plain(Path.GetFileName(path)) == Plain(era))];
        if (found.Length != 1)
            throw new InputException($"{folder} has {found.Length} folders for the era {era}; one named '{era}' or '{era.ToLowerInvariant().Replace(' ', '-')}' was expected, with WAV files.");
        List<Snippet[]> recordings = [];
        foreach (string path in Directory.GetFiles(found[0]).Where(path => Path.GetExtension(path).Equals(".wav", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            WavFile file = WavFile.Open(path);
            string name = $"{Path.GetFileName(found[0])}/{file.File.File}";
            if (sources.Find(source => source.Sha256 == file.File.Sha256) is { } same)
                throw new InputException($"{path} is the same recording as {same.File}; remove one of them, or it may come into two splits.");
            sources.Add(file.File with { File = name });
            Snippet[] snippets = [.. Snippet.All(label, name, file)];
            if (snippets.Length > 0)
                recordings.Add(snippets);
        }

        return [.. recordings];

        static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
    }

    private Dictionary<DataSplit, Snippet[]> Compose(Snippet[][][] eras, SplitSizes sizes, ulong seed)
    {
        SourceDeal deal = new(SplitRule.SourceDisjoint, sizes);
        Dictionary<DataSplit, List<Snippet>> chosen = FolderSplit.All.ToDictionary(split => split, _ => new List<Snippet>());
        foreach ((int label, Snippet[][] recordings) in eras.Index())
        {
            RandomStream random = Random(seed, "recordings", (ulong)label);
            Dictionary<DataSplit, Snippet[][]> dealt = deal.Deal<Snippet[]>(recordings, FolderSplit.All, 1, random)
                ?? throw new InputException($"{recordings.Length} recordings of {Snippet.Seconds} seconds or more of the era {Task.Classes[label]} were found; one for each of the three splits was expected at least.");
            foreach (DataSplit split in FolderSplit.All)
            {
                Snippet[] snippets = [.. dealt[split].SelectMany(recording => recording)];
                int wanted = (sizes[split] / eras.Length) + (label < sizes[split] % eras.Length ? 1 : 0);
                if (snippets.Length < wanted)
                {
                    throw new InputException($"The {dealt[split].Length} recordings of the {split} split of the era {Task.Classes[label]} have {snippets.Length} times {Snippet.Seconds} seconds; "
                        + $"{wanted} were expected at least: give more recordings, or ask for fewer examples.");
                }

                random.Shuffle<Snippet>(snippets);
                chosen[split].AddRange(snippets[..wanted]);
            }
        }

        return chosen.ToDictionary(pair => pair.Key, pair =>
        {
            Snippet[] shuffled = [.. pair.Value];
            Random(seed, "order", (ulong)pair.Key).Shuffle<Snippet>(shuffled);
            return shuffled;
        });
    }

    private void Write(ExampleWriter writer, Snippet[] examples, IsabellaOptions options, UsedSources used)
    {
        int count = Snippet.Seconds * options.SampleRate;
        Spectrogram spectrogram = new((int)Task.Shape[1], (int)Task.Shape[2], count, options.SampleRate, options.Window, options.MelScale, options.Decibels);
        Dictionary<int, Resampler> resamplers = [];
        foreach (Snippet snippet in examples)
        {
            int rate = snippet.File.Rate;
            if (!resamplers.TryGetValue(rate, out Resampler? resampler))
                resamplers[rate] = resampler = new(rate, options.SampleRate);
            spectrogram.Draw(resampler.Resample(snippet.Samples(), count), writer.Example);
            used.Add(writer.Split, Snippet.Kind, snippet.Recording);
            writer.Add(snippet.Label);
        }
    }
}
