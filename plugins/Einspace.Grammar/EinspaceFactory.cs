using Einspace.Grammar.Notation;
using Einspace.Grammar.Seeds;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Plugins;

namespace Einspace.Grammar;

/// <summary>Exports the grammar <c>einspace</c>.</summary>
[ExportGrammar("einspace", Description = "The parameterised probabilistic context-free grammar of einspace (Ericsson et al. 2024).")]
public sealed class EinspaceFactory : GrammarFactory<EinspaceOptions>
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> SeedNames => SeedArchitectures.Names;

    /// <inheritdoc/>
    public override IReadOnlyList<ArchitectureNotation> Notations { get; } = [new ReferenceNotation()];

    /// <inheritdoc/>
    public override string Seed(string name, TaskSpec task) => SeedArchitectures.Find(name)?.Text ?? base.Seed(name, task);

    /// <inheritdoc/>
    protected override Sdk.Grammars.Grammar Create(EinspaceOptions options, TaskSpec task)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(task);
        int rank = task.Mode == InputMode.Image ? 3 : 2;
        if (task.Input.Rank != rank)
        {
            string expected = rank == 3 ? "[C, H, W] for images" : "[S, D] for tokens";
            throw new InputException($"Grammar 'einspace' takes {expected}; task '{task.Name}' has examples of shape {task.Input}.");
        }

        if (options.Dimensions == 1 && task.Mode == InputMode.Image)
            throw new InputException($"Grammar 'einspace' with dimensions 1 takes [S, D] for tokens; task '{task.Name}' has images of shape {task.Input}.");
        if (options.MinimumDepth > 0 && !options.AllowMinimumDepth)
        {
            throw new InputException(
                $"The option 'minimum-depth' is {options.MinimumDepth}, but the reference implementation fails with any above 0 (Q6); set 'allow-minimum-depth' to true, or leave 'minimum-depth' at 0.");
        }

        return EinspaceGrammar.Build(task.Input, options);
    }
}
