using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Making;

namespace Einspace.UnseenNas.Language;

/// <summary>Chooses the words that each split is made of.</summary>
/// <param name="options">The maker's options.</param>
/// <param name="sizes">The splits' sizes, by which words are shared out between training and validation where they may not share.</param>
internal sealed class LanguageWords(LanguageOptions options, SplitSizes sizes)
{
    // By the disjoint rule a word that several languages have is in one split for all of them.
    private readonly Dictionary<string, DataSplit> _splitOf = [];

    /// <summary>Chooses words of a language.</summary>
    /// <param name="list">The language's words.</param>
    /// <param name="random">What the choice is drawn from.</param>
    /// <returns>For each split its words, the same for splits that share.</returns>
    /// <exception cref="InputException">There are too few.</exception>
    public Dictionary<DataSplit, string[]> Choose(WordList list, RandomStream random)
    {
        int needed = options.TrainWords + options.TestWords;
        if (list.Words.Length < needed)
        {
            throw new InputException(
                $"{list.Source.File} has {list.Words.Length} words of {WordList.WordLength} letters from a to x; {needed} were expected at least: maker.train-words ({options.TrainWords}) and maker.test-words ({options.TestWords}).");
        }

        string[] words = [.. list.Words];
        random.Shuffle<string>(words);
        if (options.Split == SplitRule.SourceDisjoint)
            return Share(list, words);
        string[] train = words[..options.TrainWords];
        return new() { [DataSplit.Train] = train, [DataSplit.Validation] = train, [DataSplit.Test] = words[options.TrainWords..needed] };
    }

    private Dictionary<DataSplit, string[]> Share(WordList list, string[] words)
    {
        int validation = Math.Clamp((int)Math.Round((double)options.TrainWords * sizes.Validation / ((double)sizes.Train + sizes.Validation)), 1, options.TrainWords - 1);
        Dictionary<DataSplit, int> left = new()
        {
            [DataSplit.Train] = options.TrainWords - validation,
            [DataSplit.Validation] = validation,
            [DataSplit.Test] = options.TestWords,
        };
        Dictionary<DataSplit, List<string>> chosen = left.Keys.ToDictionary(split => split, _ => new List<string>());
        foreach (string word in words)
        {
            if (left.Values.All(count => count == 0))
                break;
            if (!_splitOf.TryGetValue(word, out DataSplit split))
                _splitOf[word] = split = FolderSplit.All.MaxBy(candidate => left[candidate]);
            if (left[split] == 0)
                continue;
            left[split]--;
            chosen[split].Add(word);
        }

        return left.Values.All(count => count == 0)
            ? chosen.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray())
            : throw new InputException($"{list.Source.File} has too few words that no other language has in another split: {left.Values.Sum()} more were expected; lower maker.train-words or maker.test-words.");
    }
}
