using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;

namespace Einspace.Sdk.Grammars;

/// <summary>The part that a plugin exports for a grammar; derive from <see cref="GrammarFactory{TOptions}"/>.</summary>
public abstract class GrammarFactory : PartFactory
{
    /// <summary>Names of the seed architectures that the grammar knows, for <c>--seed-architecture</c>.</summary>
    public virtual IReadOnlyList<string> SeedNames => [];

    /// <summary>The text of a seed architecture.</summary>
    /// <param name="name">One of <see cref="SeedNames"/>.</param>
    /// <param name="task">The task for which it is wanted.</param>
    /// <returns>The architecture's text.</returns>
    /// <exception cref="InputException">There is no such seed; the sentence names those there are.</exception>
    public virtual string Seed(string name, TaskSpec task) => throw new InputException(
        SeedNames.Count == 0
            ? $"The grammar has no named seed architectures; found '{name}'."
            : $"Unknown seed architecture '{name}'; there are {string.Join(", ", SeedNames)}.");

    /// <summary>Other programs' ways to write the grammar's architectures, for <c>convert</c>.</summary>
    public virtual IReadOnlyList<ArchitectureNotation> Notations => [];

    /// <summary>Creates the grammar for a task's input.</summary>
    /// <param name="options">Options, bound and checked against <see cref="PartFactory.OptionsType"/>.</param>
    /// <param name="task">The task, whose input shape and mode the architectures take.</param>
    /// <returns>The grammar.</returns>
    /// <exception cref="InputException">The grammar cannot work on such an input; the sentence says why.</exception>
    public abstract Grammar Create(object options, TaskSpec task);

    /// <summary>Reads an architecture that is given by the name of a seed architecture or by its text.</summary>
    /// <param name="nameOrText">One of <see cref="SeedNames"/>, or a text.</param>
    /// <param name="grammar">The grammar that this factory made for the task.</param>
    /// <param name="task">The task.</param>
    /// <returns>An executable architecture.</returns>
    /// <exception cref="InputException">It is neither, or it does not run on the task's input; one sentence says what is wrong.</exception>
    public Architecture Read(string nameOrText, Grammar grammar, TaskSpec task)
    {
        ArgumentNullException.ThrowIfNull(nameOrText);
        ArgumentNullException.ThrowIfNull(grammar);
        bool isSeed = SeedNames.Contains(nameOrText);
        try
        {
            return grammar.Parse(isSeed ? Seed(nameOrText, task) : nameOrText);
        }
        catch (ArchitectureSyntaxException e) when (isSeed)
        {
            throw new InputException(
                $"The seed architecture '{nameOrText}' does not run on inputs of shape {grammar.Input}: found {e.Found}, expected {e.Expected}.", e);
        }
        catch (ArchitectureSyntaxException e) when (SeedNames.Count > 0 && ArchitectureText.IsName(nameOrText))
        {
            string near = NearestName.Of(nameOrText, SeedNames) is { } name ? $"did you mean '{name}'?" : $"there are {string.Join(", ", SeedNames)}.";
            throw new InputException($"'{nameOrText}' is neither the name of a seed architecture nor an architecture's text; {near}", e);
        }
    }
}
