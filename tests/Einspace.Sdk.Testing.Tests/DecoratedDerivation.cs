using Einspace.Sdk.Grammars;

namespace Einspace.Sdk.Testing.Tests;

/// <summary>A sound partial derivation of which single members can be replaced by wrong ones.</summary>
internal sealed class DecoratedDerivation(PartialDerivation sound) : PartialDerivation
{
    public override bool IsComplete => sound.IsComplete;

    public override string? Symbol => sound.Symbol;

    public override IReadOnlyList<DerivationOption> Options => WrongOptions?.Invoke(sound.Options) ?? sound.Options;

    public override int Depth => sound.Depth;

    public Func<IReadOnlyList<DerivationOption>, IReadOnlyList<DerivationOption>>? WrongOptions { get; init; }

    public Action<PartialDerivation>? WrongUndo { get; init; }

    public Func<PartialDerivation, Architecture?, Architecture?>? WrongComplete { get; init; }

    public override void Choose(int option) => sound.Choose(option);

    public override void Undo()
    {
        if (WrongUndo is { } wrong)
            wrong(sound);
        else
            sound.Undo();
    }

    public override Architecture? Complete(RandomStream random)
    {
        Architecture? architecture = sound.Complete(random);
        return WrongComplete is { } wrong ? wrong(sound, architecture) : architecture;
    }

    public override IReadOnlyList<Architecture> Complete(RandomStream random, int count, int attempts) => sound.Complete(random, count, attempts);

    public override Architecture ToArchitecture() => sound.ToArchitecture();
}
