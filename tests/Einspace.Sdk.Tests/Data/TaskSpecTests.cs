using System.Text.Json;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Tests.Data;

internal sealed class TaskSpecTests
{
    private static readonly TensorShape Image = new(1, 8, 8);

    [Test]
    public void AClassificationIsDescribedByItsClasses()
    {
        TaskSpec task = new("digits", Image, InputMode.Image, classes: 10);

        Assert.That((task.Output, task.Answer, task.Classes, task.Metric), Is.EqualTo((OutputKind.Classification, new TensorShape(10), 10, TaskMetric.Accuracy)));
    }

    [TestCase(OutputKind.MultiLabel, TaskMetric.MeanAveragePrecision)]
    [TestCase(OutputKind.Regression, TaskMetric.MeanAbsoluteError)]
    [TestCase(OutputKind.DenseRegression, TaskMetric.RelativeL2)]
    [TestCase(OutputKind.DenseLabels, TaskMetric.Auroc)]
    public void EveryKindHasItsUsualMetric(OutputKind output, TaskMetric metric) =>
        Assert.That(new TaskSpec("other", Image, InputMode.Image, output, new TensorShape(3)).Metric, Is.EqualTo(metric));

    [Test]
    public void OnlyClassesAndLabelsAreCounted()
    {
        Assert.That(new TaskSpec("tags", Image, InputMode.Image, OutputKind.MultiLabel, new TensorShape(3)).Classes, Is.EqualTo(3));
        Assert.That(
            () => new TaskSpec("flow", Image, InputMode.Image, OutputKind.DenseRegression, new TensorShape(8, 8)).Classes,
            Throws.InvalidOperationException.With.Message.EqualTo("The task 'flow' has no classes: its answers are of the kind DenseRegression."));
    }

    [Test]
    public void ItTravelsAsJson()
    {
        TaskSpec flow = new("flow", Image, InputMode.Image, OutputKind.DenseRegression, new TensorShape(8, 8)) { Metric = TaskMetric.MeanSquaredError };

        string json = JsonSerializer.Serialize(flow);
        Assert.That(JsonSerializer.Deserialize<TaskSpec>(json), Is.EqualTo(flow));
        Assert.That(json, Does.Contain("\"Metric\":\"MeanSquaredError\"").And.Not.Contain("Classes"));
    }

    [Test]
    public void EveryMetricHasANameOfItsOwnAndErrorsAreMinimised()
    {
        TaskMetric[] all = Enum.GetValues<TaskMetric>();

        Assert.That(all.Select(metric => metric.Name()), Is.Unique.And.All.Match("^[a-z][a-z0-9-]*$"));
        Assert.That(all.Where(metric => metric.Direction() == Direction.Minimise), Is.EqualTo(all.Where(metric => metric.Name().Contains("error") || metric == TaskMetric.RelativeL2)));
        Assert.That(Enum.GetValues<OutputKind>().SelectMany(output => TaskMetrics.Of(output)).Distinct(), Is.EquivalentTo(all));
    }
}
