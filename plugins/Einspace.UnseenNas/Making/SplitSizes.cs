using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Tasks;

namespace Einspace.UnseenNas.Making;

/// <summary>How many examples each split is to have.</summary>
internal readonly record struct SplitSizes(int Train, int Validation, int Test)
{
    /// <summary>The examples of all splits together.</summary>
    public long Total => (long)Train + Validation + Test;

    /// <summary>The examples of a split.</summary>
    public int this[DataSplit split] => split switch
    {
        DataSplit.Train => Train,
        DataSplit.Validation => Validation,
        _ => Test,
    };

    /// <summary>The published sizes.</summary>
    public static SplitSizes Published(PublishedTask task) => new(task.Train, task.Validation, task.Test);

    /// <summary>What a recipe asks for; these where it leaves them open.</summary>
    /// <exception cref="InputException">A split would be empty, or all together more than can be counted.</exception>
    public SplitSizes Overlaid(DatasetRecipe recipe)
    {
        SplitSizes sizes = new(recipe.Train ?? Train, recipe.Validation ?? Validation, recipe.Test ?? Test);
        foreach (DataSplit split in FolderSplit.All)
        {
            if (sizes[split] < 1)
                throw new InputException($"The {split} split would have {sizes[split]} examples; at least 1 is needed.");
        }

        return sizes.Total <= int.MaxValue
            ? sizes
            : throw new InputException($"{sizes.Train}, {sizes.Validation} and {sizes.Test} examples are {sizes.Total} together; at most {int.MaxValue} can be made.");
    }
}
