using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Making;
using Einspace.UnseenNas.Tasks;

namespace Einspace.UnseenNas.Language;

/// <summary>Makes Language from lists of words or aspell's dictionaries: four words of six letters, label = their language.</summary>
internal sealed class LanguageMaker() : TaskMaker<LanguageOptions>(PublishedTasks.Language, version: 1)
{
    private const int WordsOfExample = 4;

    /// <inheritdoc/>
    protected override TaskDraft Read(DatasetRecipe recipe, LanguageOptions options, CancellationToken cancellation)
    {
        IReadOnlyList<string> languages = options.Languages;
        if (languages.Count < 2 || languages.Distinct().Count() < languages.Count)
            throw new InputException($"Option 'maker.languages': found [{string.Join(", ", languages)}], expected two languages at least, each once.");

        SplitSizes sizes = Sizes(languages.Count).Overlaid(recipe);
        List<WordList> lists = ReadLists(recipe, options, cancellation);
        SourceBytes.RefuseSame(lists.Select(list => list.Source));
        LanguageWords words = new(options, sizes);
        List<Dictionary<DataSplit, string[]>> chosen = [.. lists.Select((list, label) => words.Choose(list, Random(recipe.Seed, "words", (ulong)label)))];
        Dictionary<DataSplit, LanguageExample[]> examples = Compose(chosen, sizes, options.Split, recipe.Seed);
        UsedSources used = new();
        return new TaskDraft
        {
            Rule = "four words of six letters from a to x, each drawn by itself from the words of the language and split, no four words twice in a language; "
                + "row = place of the letter, column = the letter; label = place of the language",
            Sources = [.. lists.Select(list => list.Source)],
            Sizes = sizes,
            Used = used,
            Classes = IsPublished(languages) ? [] : [.. languages.Select(Name)],
            Deviations = IsPublished(languages) ? [] : [$"languages {string.Join(", ", languages)} instead of the published {string.Join(", ", LanguageOptions.PublishedLanguages)}"],
            Write = (writer, _) => Write(writer, examples[writer.Split], used),
        };
    }

    private static bool IsPublished(IReadOnlyList<string> languages) => languages.SequenceEqual(LanguageOptions.PublishedLanguages);

    /// <summary>The published sizes are 5,000, 1,000 and 1,000 for each language.</summary>
    private SplitSizes Sizes(int languages) =>
        new(Task.Train / Task.Classes.Length * languages, Task.Validation / Task.Classes.Length * languages, Task.Test / Task.Classes.Length * languages);

    private string Name(string language) => Array.IndexOf(LanguageOptions.PublishedLanguages, language) is >= 0 and var place ? Task.Classes[place] : language;

    private static List<WordList> ReadLists(DatasetRecipe recipe, LanguageOptions options, CancellationToken cancellation)
    {
        if (!options.Aspell)
        {
            string folder = SourceBytes.Folder(recipe.Source, "lists of words, one of each language");
            return [.. options.Languages.Select(language => WordList.Read(folder, language))];
        }

        if (recipe.Source is not null)
            throw new InputException("Words are taken from aspell or from a folder: give --aspell or --from, not both.");
        AspellDictionary.RefuseMissing(options.Languages);
        return [.. options.Languages.Select(language => AspellDictionary.Read(language, cancellation))];
    }

    /// <summary>By the official rule validation is a random cut of what is composed of training's words.</summary>
    private Dictionary<DataSplit, LanguageExample[]> Compose(List<Dictionary<DataSplit, string[]>> words, SplitSizes sizes, SplitRule rule, ulong seed)
    {
        LanguageExample[] test = Draw(DataSplit.Test, sizes.Test);
        if (rule == SplitRule.SourceDisjoint)
            return new() { [DataSplit.Train] = Draw(DataSplit.Train, sizes.Train), [DataSplit.Validation] = Draw(DataSplit.Validation, sizes.Validation), [DataSplit.Test] = test };
        LanguageExample[] both = Draw(DataSplit.Train, sizes.Train + sizes.Validation);
        return new() { [DataSplit.Train] = both[..sizes.Train], [DataSplit.Validation] = both[sizes.Train..], [DataSplit.Test] = test };

        LanguageExample[] Draw(DataSplit split, int count)
        {
            RandomStream random = Random(seed, "tuples", (ulong)split);
            HashSet<LanguageExample> seen = [];
            int ofLanguage = (count + words.Count - 1) / words.Count;
            return [.. BalancedLabels.Draw(count, words.Count, random).Select(label => DrawNew((int)label, words[(int)label][split], ofLanguage, seen, random))];
        }
    }

    private static LanguageExample DrawNew(int label, string[] words, int count, HashSet<LanguageExample> seen, RandomStream random)
    {
        // With twice as many tuples as are wanted, a new one is found soon.
        if (Math.Pow(words.Length, WordsOfExample) < 2.0 * count)
            throw new InputException($"Of {words.Length} words there are too few tuples of {WordsOfExample} for {count} examples of a language; raise maker.train-words and maker.test-words, or ask for fewer examples.");
        while (true)
        {
            LanguageExample example = new(label, string.Concat(Enumerable.Range(0, WordsOfExample).Select(_ => words[random.NextInt(words.Length)])));
            if (seen.Add(example))
                return example;
        }
    }

    private static void Write(ExampleWriter writer, LanguageExample[] examples, UsedSources used)
    {
        foreach ((int label, string text) in examples)
        {
            writer.Example.Clear();
            for (int place = 0; place < text.Length; place++)
                writer.Example[(place * WordList.Letters) + (text[place] - 'a')] = 1;
            for (int from = 0; from < text.Length; from += WordList.WordLength)
                used.Add(writer.Split, "words", text.Substring(from, WordList.WordLength));
            writer.Add(label);
        }
    }
}
