using System.Collections.Immutable;
using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;

namespace Einspace.Sdk.Evaluation;

/// <summary>The part that a plugin exports for an evaluator; derive from <see cref="EvaluatorFactory{TOptions}"/>.</summary>
public abstract class EvaluatorFactory : PartFactory
{
    /// <summary>Where the evaluator runs.</summary>
    public abstract EvaluatorHosting Hosting { get; }

    /// <summary>Whether requests need a task's data. Evaluators that score the graph alone answer false.</summary>
    public virtual bool NeedsTask => true;

    /// <summary>What the evaluator can do on the way to a result. Pruners need reports, or segments.</summary>
    public virtual EvaluatorProgress Progress => EvaluatorProgress.Reports;

    /// <summary>The objective of a study that names none, on a classification.</summary>
    public virtual Objective DefaultObjective => new("validation-accuracy", Direction.Maximise);

    /// <summary>
    /// The metrics that results in purpose Search have and that a study may name as objectives, each with the direction in which it is
    /// better. The names of <see cref="CostMetric"/> are the host's.
    /// </summary>
    public virtual ImmutableArray<Objective> Metrics => [DefaultObjective];

    /// <summary>
    /// The metrics on a given task, the objective of a study that names none first. By default those of every task; an evaluator that
    /// measures a regression by other metrics than a classification says so here.
    /// </summary>
    /// <param name="task">The task.</param>
    /// <returns>At least one metric.</returns>
    /// <exception cref="InputException">The evaluator cannot score networks on such a task.</exception>
    public virtual ImmutableArray<Objective> MetricsOf(TaskSpec task) => [DefaultObjective, .. Metrics.Where(metric => metric != DefaultObjective)];

    /// <summary>
    /// Makes the machine ready (builds a native library, say). Runs in the host, once, before the first trial; quick when
    /// nothing is to be done.
    /// </summary>
    /// <param name="progress">Told what is being done; may be null.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>A task that ends when evaluators can be created.</returns>
    /// <exception cref="InputException">Something is missing that the user must install; the sentence says how.</exception>
    public virtual Task PrepareAsync(IProgress<ProgressStep>? progress, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Creates an evaluator.</summary>
    /// <param name="options">Options, bound and checked against <see cref="PartFactory.OptionsType"/>.</param>
    /// <param name="context">What the host lends.</param>
    /// <returns>The evaluator.</returns>
    public abstract IEvaluator Create(object options, IEvaluatorContext context);
}
