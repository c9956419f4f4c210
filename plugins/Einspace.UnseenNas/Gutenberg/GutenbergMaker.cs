using System.Globalization;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Making;
using Einspace.UnseenNas.Tasks;

namespace Einspace.UnseenNas.Gutenberg;

/// <summary>Makes Gutenberg from texts of several authors: three words in sequence, label = the author.</summary>
internal sealed class GutenbergMaker() : TaskMaker<GutenbergOptions>(PublishedTasks.Gutenberg, version: 1)
{
    private const int Places = AuthorPhrases.Words * AuthorPhrases.WordLength;

    // The row of what fills up shorter words, after a to z.
    private const int Filler = 26;

    /// <inheritdoc/>
    protected override TaskDraft Read(DatasetRecipe recipe, GutenbergOptions options, CancellationToken cancellation)
    {
        SplitSizes sizes = SplitSizes.Published(Task).Overlaid(recipe);
        List<Author> authors = Author.ReadAll(SourceBytes.Folder(recipe.Source, "texts of several authors"), options.HeaderLines);
        cancellation.ThrowIfCancellationRequested();
        HashSet<string> shared = SharedTexts(authors, options.PassageWords);
        Dictionary<DataSplit, LabelledPhrase[]> examples = options.Split == SplitRule.Official
            ? ComposeOfficial(authors, shared, sizes, options, recipe.Seed)
            : ComposeDisjoint(authors, shared, sizes, options, recipe.Seed);
        UsedSources used = new();
        bool published = authors.Select(author => author.Name).SequenceEqual(Task.Classes.Select(name => name.ToLowerInvariant()));
        return new TaskDraft
        {
            Rule = "three words of three to six letters that follow one another in a text, in no other author's texts and in one split only; "
                + "row = the letter, a to z and the filling of shorter words, column = its place; label = the author's place in alphabetical order",
            Sources = [.. authors.SelectMany(author => author.Sources)],
            Sizes = sizes,
            Used = used,
            Classes = published ? [] : [.. authors.Select(author => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(author.Name))],
            Deviations = published ? [] : [$"authors {string.Join(", ", authors.Select(author => author.Name))} instead of the published six"],
            Write = (writer, _) => Write(writer, examples[writer.Split], used),
        };
    }

    /// <summary>Phrases that several authors have: they tell nothing, and are left out.</summary>
    private static HashSet<string> SharedTexts(List<Author> authors, int passageWords)
    {
        HashSet<string> seen = [], shared = [];
        foreach (Author author in authors)
        {
            foreach (Phrase phrase in AuthorPhrases.All(author, passageWords))
            {
                if (!seen.Add(phrase.Text))
                    shared.Add(phrase.Text);
            }
        }

        return shared;
    }

    /// <summary>As published: of each author 11,100 phrases for 10,000 of training and validation together, and others for test; from all of the first, random ones.</summary>
    private Dictionary<DataSplit, LabelledPhrase[]> ComposeOfficial(List<Author> authors, HashSet<string> shared, SplitSizes sizes, GutenbergOptions options, ulong seed)
    {
        long both = (long)sizes.Train + sizes.Validation;
        int pool = (int)(((both * 111) + (100L * authors.Count) - 1) / (100L * authors.Count));
        List<LabelledPhrase> train = [], test = [];
        foreach ((int label, Author author) in authors.Index())
        {
            LabelledPhrase[] phrases = Shuffled(AuthorPhrases.All(author, options.PassageWords), label, shared, Random(seed, "phrases", (ulong)label));
            int forTest = Share(sizes.Test, label, authors.Count);
            if (phrases.Length < pool + forTest)
                throw TooFew(author, phrases.Length, pool + forTest, "");
            train.AddRange(phrases[..pool]);
            test.AddRange(phrases[pool..(pool + forTest)]);
        }

        LabelledPhrase[] cut = Shuffled(train, Random(seed, "cut"));
        return new()
        {
            [DataSplit.Train] = cut[..sizes.Train],
            [DataSplit.Validation] = cut[sizes.Train..(int)both],
            [DataSplit.Test] = Shuffled(test, Random(seed, "test")),
        };
    }

    /// <summary>Passages are dealt out first, and each split's phrases come from its own.</summary>
    private Dictionary<DataSplit, LabelledPhrase[]> ComposeDisjoint(List<Author> authors, HashSet<string> shared, SplitSizes sizes, GutenbergOptions options, ulong seed)
    {
        SourceDeal deal = new(options.Split, sizes);
        Dictionary<DataSplit, List<LabelledPhrase>> chosen = FolderSplit.All.ToDictionary(split => split, _ => new List<LabelledPhrase>());
        foreach ((int label, Author author) in authors.Index())
        {
            RandomStream random = Random(seed, "passages", (ulong)label);
            Passage[] passages = [.. AuthorPhrases.Passages(author, options.PassageWords)];
            Dictionary<DataSplit, Passage[]> dealt = deal.Deal<Passage>(passages, FolderSplit.All, 1, random)
                ?? throw new InputException($"The texts of {author.Name} have {passages.Length} passages of {options.PassageWords} words; one for each of the three splits was expected at least: lower maker.passage-words.");
            Dictionary<Passage, DataSplit> splitOf = dealt.SelectMany(split => split.Value.Select(passage => (passage, split.Key))).ToDictionary();
            Dictionary<DataSplit, List<Phrase>> phrases = AuthorPhrases.BySplit(author, options.PassageWords, splitOf);
            foreach (DataSplit split in FolderSplit.All)
            {
                LabelledPhrase[] own = Shuffled(phrases.GetValueOrDefault(split, []), label, shared, random);
                int wanted = Share(sizes[split], label, authors.Count);
                if (own.Length < wanted)
                    throw TooFew(author, own.Length, wanted, $" in passages of the {split} split");
                chosen[split].AddRange(own[..wanted]);
            }
        }

        return chosen.ToDictionary(pair => pair.Key, pair => Shuffled(pair.Value, Random(seed, "order", (ulong)pair.Key)));
    }

    private static InputException TooFew(Author author, int found, int expected, string where) => new(
        $"The texts of {author.Name} have {found} phrases{where} that no other author's have; {expected} were expected at least: give more texts, or ask for fewer examples.");

    /// <summary>How many of a number of examples are of a class: as many as of every other, or one more.</summary>
    private static int Share(int count, int label, int classes) => (count / classes) + (label < count % classes ? 1 : 0);

    private static LabelledPhrase[] Shuffled(List<Phrase> phrases, int label, HashSet<string> shared, RandomStream random) =>
        Shuffled(phrases.Where(phrase => !shared.Contains(phrase.Text)).Select(phrase => new LabelledPhrase(label, phrase)), random);

    private static LabelledPhrase[] Shuffled(IEnumerable<LabelledPhrase> phrases, RandomStream random)
    {
        LabelledPhrase[] shuffled = [.. phrases];
        random.Shuffle<LabelledPhrase>(shuffled);
        return shuffled;
    }

    private static void Write(ExampleWriter writer, LabelledPhrase[] examples, UsedSources used)
    {
        foreach ((int label, Phrase phrase) in examples)
        {
            writer.Example.Clear();
            foreach ((int place, char letter) in phrase.Text.Index())
                writer.Example[((letter == '_' ? Filler : letter - 'a') * Places) + place] = 1;
            used.Add(writer.Split, Passage.Kind, phrase.Passage.ToString());
            writer.Add(label);
        }
    }
}
