using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.UnseenNas.Chess;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Making;
using Einspace.UnseenNas.Tasks;

namespace Einspace.UnseenNas.Chesseract;

/// <summary>
/// Makes Chesseract from PGN files: one of the last positions of a game, label = who won. Games are dealt out to the splits first, by
/// either rule: no game is in two of them.
/// </summary>
internal sealed class ChesseractMaker() : TaskMaker<ChesseractOptions>(PublishedTasks.Chesseract, version: 1)
{
    /// <inheritdoc/>
    protected override TaskDraft Read(DatasetRecipe recipe, ChesseractOptions options, CancellationToken cancellation)
    {
        SplitSizes sizes = SplitSizes.Published(Task).Overlaid(recipe);
        GameCollection collection = GameCollection.Read(SourceBytes.Folder(recipe.Source, "PGN files of chess games"), options, cancellation);
        Dictionary<DataSplit, LabelledPosition[]> examples = Compose(collection.Games, sizes, recipe.Seed);
        UsedSources used = new();
        return new TaskDraft
        {
            Rule = $"of each game the last {options.LastPercent} % of its positions, one after each move of either side; games dealt out to the splits first, then as many positions of each result; "
                + "planes: P N B R Q K of White, then of Black; row 0 = rank 8, column 0 = file a; label 0 = White wins, 1 = draw, 2 = Black wins",
            Sources = collection.Sources,
            Sizes = sizes,
            Used = used,
            Deviations = [.. collection.Deviations()],
            Write = (writer, _) => Write(writer, examples[writer.Split], used),
        };
    }

    private Dictionary<DataSplit, LabelledPosition[]> Compose(IReadOnlyList<EndedGame> games, SplitSizes sizes, ulong seed)
    {
        ILookup<int, LabelledPosition[]> results = games.ToLookup(game => game.Label, game => game.Positions.Select(position => new LabelledPosition(game, position)).ToArray());
        return new ClassDraw(Task.Classes, sizes, true, EndedGame.Kind, "positions", (purpose, index) => Random(seed, purpose, index))
            .Draw<LabelledPosition>([.. Task.Classes.Select((_, label) => results[label].ToArray())]);
    }

    private static void Write(ExampleWriter writer, LabelledPosition[] examples, UsedSources used)
    {
        foreach ((EndedGame game, Board position) in examples)
        {
            writer.Example.Clear();
            for (int square = 0; square < Square.Count; square++)
            {
                if (position[square] is { } piece)
                    writer.Example[(piece.Index * Square.Count) + square] = 1;
            }

            used.Add(writer.Split, EndedGame.Kind, game.Number);
            writer.Add(game.Label);
        }
    }
}
