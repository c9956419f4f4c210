using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;

namespace Einspace.Training;

/// <summary>
/// The examples that a network is trained on: the training split, joined by the validation split for a final result, cut down
/// to a number of examples where the request asks for it. Members are numbered from 0.
/// </summary>
internal sealed class ExamplePool
{
    private readonly ITaskData _data;
    private readonly int[] _members; // below _train: of the training split; from there on: of the validation split
    private readonly int _train;

    public ExamplePool(ITaskData data, Purpose purpose, int? limit, ulong seed)
    {
        _data = data;
        _train = data.Count(DataSplit.Train);
        int all = _train + (purpose == Purpose.Final ? data.Count(DataSplit.Validation) : 0);
        _members = [.. Enumerable.Range(0, all)];
        if (limit < all)
            _members = Stratified(limit.Value, RandomStream.Derive(seed, "train-samples"));
    }

    public int Count => _members.Length;

    /// <summary>
    /// Copies a batch. Its order within the batch is not kept, which no loss notices: the members of one split are gathered
    /// together.
    /// </summary>
    public void Gather(ReadOnlySpan<int> batch, Span<float> examples, Targets targets)
    {
        int[] train = new int[batch.Length], validation = new int[batch.Length];
        int trains = 0, validations = 0;
        foreach (int number in batch)
        {
            int member = _members[number];
            if (member < _train)
                train[trains++] = member;
            else
                validation[validations++] = member - _train;
        }

        int size = examples.Length / batch.Length;
        targets.Clear();
        GatherSplit(DataSplit.Train, train.AsSpan(0, trains), examples[..(trains * size)], targets);
        GatherSplit(DataSplit.Validation, validation.AsSpan(0, validations), examples[(trains * size)..], targets);
    }

    private void GatherSplit(DataSplit split, ReadOnlySpan<int> indices, Span<float> examples, Targets targets)
    {
        if (indices.IsEmpty)
            return;
        _data.Gather(split, indices, examples);
        targets.Gather(_data, split, indices);
    }

    // Each class keeps its share (what is no classification is one class), rounded down; the examples still missing go to the classes that lost most by rounding.
    private int[] Stratified(int limit, RandomStream random)
    {
        int[] shuffled = [.. _members];
        random.Shuffle(shuffled.AsSpan());
        long[] labels = new long[shuffled.Length];
        for (int i = 0; i < shuffled.Length && _data.Spec.Output == OutputKind.Classification; i++)
        {
            bool train = shuffled[i] < _train;
            _data.GatherLabels(
                train ? DataSplit.Train : DataSplit.Validation, [train ? shuffled[i] : shuffled[i] - _train], labels.AsSpan(i, 1));
        }

        var classes = shuffled.Zip(labels).GroupBy(pair => pair.Second, pair => pair.First)
            .Select(group => (Label: group.Key, Members: group.ToArray())).ToArray();
        double Share(int members) => (double)members * limit / shuffled.Length;
        int missing = limit - classes.Sum(c => (int)Share(c.Members.Length));
        var favoured = classes.OrderByDescending(c => Share(c.Members.Length) % 1).ThenBy(c => c.Label)
            .Take(missing).Select(c => c.Label).ToHashSet();
        return [.. classes.SelectMany(c => c.Members.Take((int)Share(c.Members.Length) + (favoured.Contains(c.Label) ? 1 : 0))).Order()];
    }
}
