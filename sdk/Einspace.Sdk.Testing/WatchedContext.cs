using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;

namespace Einspace.Sdk.Testing;

/// <summary>Lends data to an evaluator as the host does, and remembers what became of them.</summary>
/// <param name="subject">Whose data.</param>
/// <param name="isPoisoned">Whether the first number of every example is NaN.</param>
internal sealed class WatchedContext(EvaluatorUnderTest subject, bool isPoisoned = false) : IEvaluatorContext, IDisposable
{
    private readonly Dictionary<Purpose, Watched> _open = [];

    /// <summary>The purposes for which data were opened.</summary>
    public IReadOnlyCollection<Purpose> Opened
    {
        get
        {
            lock (_open)
                return [.. _open.Keys];
        }
    }

    /// <summary>Whether examples, labels or targets of the test split were asked for, or counted.</summary>
    public bool AskedForTest => _open.Values.Any(data => data.AskedForTest);

    /// <summary>Whether the evaluator disposed what it was lent.</summary>
    public bool WasDisposed => _open.Values.Any(data => data.WasDisposed);

    /// <inheritdoc/>
    public ITaskData OpenTask(EvaluationRequest request)
    {
        if (request.Task is null)
            throw new InvalidOperationException("The request has no task: the evaluator's factory says that it needs none.");
        lock (_open)
        {
            if (!_open.TryGetValue(request.Purpose, out Watched? data))
                _open.Add(request.Purpose, data = new Watched(subject.Open(request.Purpose), isPoisoned));
            return data;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Watched data in _open.Values)
            data.Close();
    }

    private sealed class Watched(ITaskData data, bool isPoisoned) : ITaskData
    {
        public bool AskedForTest { get; private set; }

        public bool WasDisposed { get; private set; }

        public TaskSpec Spec => data.Spec;

        public IReadOnlyList<DataSplit> Splits => data.Splits;

        public int Count(DataSplit split)
        {
            Note(split);
            return data.Count(split);
        }

        public void Gather(DataSplit split, ReadOnlySpan<int> indices, Span<float> examples)
        {
            Note(split);
            data.Gather(split, indices, examples);
            for (int i = 0; isPoisoned && i < indices.Length; i++)
                examples[i * (int)Spec.Input.Elements] = float.NaN;
        }

        public void GatherLabels(DataSplit split, ReadOnlySpan<int> indices, Span<long> labels)
        {
            Note(split);
            data.GatherLabels(split, indices, labels);
        }

        public void GatherTargets(DataSplit split, ReadOnlySpan<int> indices, Span<float> targets)
        {
            Note(split);
            data.GatherTargets(split, indices, targets);
        }

        public void Dispose() => WasDisposed = true;

        public void Close() => data.Dispose();

        private void Note(DataSplit split) => AskedForTest |= split == DataSplit.Test;
    }
}
