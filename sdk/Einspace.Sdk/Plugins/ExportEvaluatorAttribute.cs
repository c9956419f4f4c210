using System.Composition;
using Einspace.Sdk.Evaluation;

namespace Einspace.Sdk.Plugins;

/// <summary>Offers an evaluator to the host under a name; goes on a class derived from <see cref="EvaluatorFactory{TOptions}"/>.</summary>
/// <param name="name">The name by which users ask for it: lower-case letters, digits and hyphens, unique among evaluators.</param>
[MetadataAttribute]
[AttributeUsage(AttributeTargets.Class)]
public sealed class ExportEvaluatorAttribute(string name) : ExportAttribute(typeof(EvaluatorFactory))
{
    /// <summary>The name by which users ask for it.</summary>
    public string Name { get; } = name;

    /// <summary>One sentence that says what it is, for lists.</summary>
    public string Description { get; init; } = "";
}
