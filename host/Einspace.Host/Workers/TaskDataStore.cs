using Einspace.Host.Studies;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Workers;

/// <summary>Opens task data once for each purpose and lends them to evaluators.</summary>
/// <param name="factory">The dataset part; null where the evaluator needs none.</param>
internal sealed class TaskDataStore(DatasetFactory? factory) : IEvaluatorContext, IDisposable
{
    private readonly Dictionary<(string Folder, Purpose Purpose, double Share), ITaskData> _open = [];

    /// <inheritdoc/>
    public ITaskData OpenTask(EvaluationRequest request)
    {
        TaskReference task = request.Task
            ?? throw new InvalidOperationException("The request has no task: the evaluator's factory says that it needs none.");
        lock (_open)
        {
            if (!_open.TryGetValue((task.Folder, request.Purpose, task.DataShare), out ITaskData? data))
                _open.Add((task.Folder, request.Purpose, task.DataShare), data = Open(task, request.Purpose));
            return data;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ITaskData data in _open.Values)
            data.Dispose();
        _open.Clear();
    }

    private ITaskData Open(TaskReference task, Purpose purpose)
    {
        if (factory is null)
            throw new InvalidOperationException("No dataset was loaded for this evaluator.");
        // No network is to blame for data that cannot be opened: that ends the study, not one trial after the other.
        ITaskData data = PartGuard.Call(
            $"task '{task.Dataset}'",
            $"when its data in {task.Folder} were opened",
            () => factory.Create(OptionBinder.Bind(factory.OptionsType, (OptionTree.Mapping)task.Options, "task")).Open(task.Folder, purpose));
        if (data.Spec == task.Spec)
            return task.DataShare < 1 ? new DataShare(data, task.DataShare) : data;
        data.Dispose();
        throw new InputException($"The data of task '{task.Dataset}' in {task.Folder} are not what they were when the study began.");
    }
}
