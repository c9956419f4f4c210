using System.Globalization;
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
    private const int PublishedSeconds = 5;
    private const string Files = "recordings in folders for each era";

    /// <inheritdoc/>
    protected override TaskDraft Read(DatasetRecipe recipe, IsabellaOptions options, CancellationToken cancellation)
    {
        SpectrogramForm form = options.Form((int)Task.Shape[1], (int)Task.Shape[2]);
        SplitSizes sizes = SplitSizes.Published(Task).Overlaid(recipe);
        string folder = SourceBytes.Folder(recipe.Source, Files);
        List<SourceFile> sources = [];
        Snippet[][][] eras = [.. Task.Classes.Select((_, label) => ReadEra(folder, label, options, sources, cancellation))];
        int brief = sources.Count - eras.Sum(era => era.Length);
        Dictionary<DataSplit, Snippet[]> examples = new ClassDraw(
            Task.Classes, sizes, options.Balanced, Snippet.Kind, $"times {options.Seconds} seconds", (purpose, index) => Random(recipe.Seed, purpose, index)).Draw<Snippet>(eras);
        UsedSources used = new();
        return new TaskDraft
        {
            Rule = Rule(form, options),
            Sources = [.. sources],
            Sizes = sizes,
            Used = used,
            Deviations = [.. Deviations(options, brief)],
            Write = (writer, _) => Write(writer, examples[writer.Split], form, options, used),
        };
    }

    private static string Rule(SpectrogramForm form, IsabellaOptions options) => string.Create(CultureInfo.InvariantCulture,
        $"mono at {options.SampleRate} Hz, cut into {options.Seconds} seconds{(options.Stride == 1 ? "" : $", one every {options.Stride * options.Seconds:R} s")}; "
        + $"power of {form.Bands} mel bands ({options.MelScale}) from {options.Lowest:R} to {(options.Highest is { } highest ? $"{highest:R} Hz" : "half the rate")} in {form.Frames} Hann windows of "
        + $"{options.Window} samples, {form.Hop} apart, with silence around, in decibels below the loudest, at most {options.Decibels:R}; row 0 = the lowest band; "
        + $"recordings dealt out to the splits first, then {(options.Balanced ? "as many of each era" : "each era in proportion to what there is of it")}; labels in the order of the published description");

    private static IEnumerable<string> Deviations(IsabellaOptions options, int brief)
    {
        if (options.Seconds != PublishedSeconds)
            yield return $"{options.Seconds} seconds in an example instead of the published {PublishedSeconds}";
        if (brief > 0)
            yield return $"{brief} recordings of less than {options.Seconds} seconds were left out";
    }

    /// <summary>For each recording of an era its snippets; recordings without any are left out.</summary>
    private Snippet[][] ReadEra(string folder, int label, IsabellaOptions options, List<SourceFile> sources, CancellationToken cancellation)
    {
        string era = Task.Classes[label];
        string[] found = [.. SourceBytes.Listed(folder, Directory.EnumerateDirectories).Where(path => Plain(Path.GetFileName(path)) == Plain(era))];
        if (found.Length != 1)
            throw new InputException($"{folder} has {found.Length} folders for the era {era}; one named '{era}' or '{era.ToLowerInvariant().Replace(' ', '-')}' was expected, with WAV files.");
        List<Snippet[]> recordings = [];
        string[] paths = [.. SourceBytes.Listed(found[0], Directory.EnumerateFiles).Where(path => Path.GetExtension(path).Equals(".wav", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
        foreach (WavFile file in OnAllCores.Select<string, WavFile>(paths, () => WavFile.Open, cancellation))
        {
            string name = $"{Path.GetFileName(found[0])}/{file.File.File}";
            if (sources.Find(source => source.Sha256 == file.File.Sha256) is { } same)
                throw new InputException($"{file.Path} is the same recording as {same.File}; remove one of them, or it may come into two splits.");
            sources.Add(file.File with { File = name });
            Snippet[] snippets = [.. Snippet.All(label, name, file, options)];
            if (snippets.Length > 0)
                recordings.Add(snippets);
        }

        return [.. recordings];

        static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
    }

    private static void Write(ExampleWriter writer, Snippet[] examples, SpectrogramForm form, IsabellaOptions options, UsedSources used)
    {
        writer.AddAll(examples, snippet => snippet.Label, () => new SnippetPainter(form, options).Paint);
        foreach (Snippet snippet in examples)
            used.Add(writer.Split, Snippet.Kind, snippet.Recording);
    }
}
