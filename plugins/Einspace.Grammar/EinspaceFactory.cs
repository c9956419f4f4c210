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

        return EinspaceGrammar.Build(task.Input, options, EinspaceLaw.Corrected);
    }
}
