using System.Collections.Immutable;
using System.Globalization;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Tasks;

namespace Einspace.UnseenNas.Making;

/// <summary>
/// What all makers do alike: read the sources, then write the splits, <c>metadata</c> and <c>provenance.json</c> as one folder that
/// is there whole or not at all.
/// </summary>
/// <typeparam name="TOptions">The maker's options.</typeparam>
/// <param name="task">What is made.</param>
/// <param name="version">Raised whenever the same sources, sizes, options and seed would give other bytes.</param>
internal abstract class TaskMaker<TOptions>(PublishedTask task, int version) : DatasetMaker<TOptions>
    where TOptions : MakerOptions, new()
{
    /// <summary>What is made.</summary>
    protected PublishedTask Task => task;

    /// <inheritdoc/>
    protected sealed override void Make(DatasetRecipe recipe, TOptions options, string folder, IProgress<ProgressStep>? progress, CancellationToken cancellation)
    {
        RefuseTooMany(recipe, folder);
        progress?.Report(new("reading the sources", 0));
        TaskDraft draft = Read(recipe, options, cancellation);
        FolderWriter.Write(folder, progress, part => Write(part, draft, recipe, options, progress, cancellation));
    }

    /// <summary>Reads the sources and deals them out.</summary>
    /// <param name="recipe">Sources, sizes, seed.</param>
    /// <param name="options">The maker's options.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="InputException">A source is missing or wrong, or a size cannot be met.</exception>
    protected abstract TaskDraft Read(DatasetRecipe recipe, TOptions options, CancellationToken cancellation);

    /// <summary>A stream of random numbers of this maker.</summary>
    /// <param name="seed">The recipe's seed.</param>
    /// <param name="purpose">What is drawn.</param>
    /// <param name="indices">Numbers that tell streams of one purpose apart.</param>
    protected RandomStream Random(ulong seed, string purpose, params ReadOnlySpan<ulong> indices) =>
        RandomStream.Derive(seed, $"{task.Name}/{purpose}", indices);

    /// <summary>Refuses sizes for which the disk has no room, before hours are spent on them.</summary>
    private void RefuseTooMany(DatasetRecipe recipe, string folder)
    {
        string? at = Path.GetFullPath(folder);
        while (at is not null && !Directory.Exists(at))
            at = Path.GetDirectoryName(at);
        long asked = (long)(recipe.Train ?? 0) + (recipe.Validation ?? 0) + (recipe.Test ?? 0);
        double needed = asked * ((task.Shape.Aggregate(1.0, (product, size) => product * size) * sizeof(float)) + sizeof(long));

        // Some file systems do not tell, and say 0.
        if (at is not null && new DriveInfo(at).AvailableFreeSpace is > 0 and long free && needed > free)
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{asked} examples take {needed / 1e9:0.#} GB, and {free / 1e9:0.#} GB are free where {folder} would be: ask for fewer examples."));
    }

    private void Write(string folder, TaskDraft draft, DatasetRecipe recipe, TOptions options, IProgress<ProgressStep>? progress, CancellationToken cancellation)
    {
        double done = 0;
        foreach (DataSplit split in FolderSplit.All)
        {
            using ExampleWriter writer = new(
                folder, split, draft.Sizes[split], task.Shape, examples => progress?.Report(new("composing examples", (done += examples) / draft.Sizes.Total)), cancellation);
            draft.Write(writer, Random(recipe.Seed, "examples", (ulong)split));
            writer.Complete();
        }

        int classes = draft.Classes.IsEmpty ? task.Classes.Length : draft.Classes.Length;
        new FolderMetadata(classes, task.Shape, task.Codename, null).Write(folder, draft.Sizes.Train);
        Provenance(draft, recipe, options).Write(folder);
    }

    private FolderProvenance Provenance(TaskDraft draft, DatasetRecipe recipe, TOptions options) => new()
    {
        Dataset = task.Name,
        GeneratorVersion = version,
        Seed = recipe.Seed,
        SplitRule = options.Split == SplitRule.Official ? "official" : "source-disjoint",
        Rule = draft.Rule,
        Options = OptionBinder.Write(options).Entries
            .Where(option => option.Key != "split")
            .ToImmutableSortedDictionary(option => option.Key, option => InWords(option.Value), StringComparer.Ordinal),
        Classes = draft.Classes,
        Sources = draft.Sources,
        Used = draft.Used.ToRecord(),
        Deviations = [.. Deviations(draft.Sizes), .. draft.Deviations],
    };

    private IEnumerable<string> Deviations(SplitSizes sizes)
    {
        yield return task.Unpublished is { } unpublished
            ? $"{task.Title}-like: it was never published {unpublished}"
            : "not the published bytes: the published generator sets no seed";
        SplitSizes published = SplitSizes.Published(task);
        if (sizes != published)
            yield return $"{sizes.Train}, {sizes.Validation} and {sizes.Test} examples instead of the published {published.Train}, {published.Validation} and {published.Test}";
    }

    private static string InWords(OptionTree option) => option switch
    {
        OptionTree.Scalar scalar => scalar.Text ?? "null",
        OptionTree.Sequence list => $"[{string.Join(", ", list.Items.Select(InWords))}]",
        OptionTree.Mapping mapping => $"{{{string.Join(", ", mapping.Entries.Select(entry => $"{entry.Key}: {InWords(entry.Value)}"))}}}",
        _ => throw new InvalidOperationException($"An option is {option.Kind}."),
    };
}
