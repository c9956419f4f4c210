namespace Einspace.Synthetic;

/// <summary>What makes a <see cref="Landscape"/> easy or hard to climb.</summary>
/// <param name="Locality">Share, from 0 to 1, of what a network's parts say of it; the rest is its own and says nothing of its neighbours.</param>
/// <param name="Epistasis">Share, from 0 to 1, of what pairs of operators are worth beside single ones.</param>
/// <param name="Plateaus">How many steps scores have; 0 for none.</param>
/// <param name="Deception">Share, from 0 up to 1, of networks, the worst ones, whose order is reversed.</param>
internal sealed record LandscapeShape(double Locality, double Epistasis, int Plateaus, double Deception)
{
    /// <summary>Everything that is to be known of a network is in its parts, half of it in pairs.</summary>
    public static LandscapeShape Standard { get; } = new(Locality: 1, Epistasis: 0.5, Plateaus: 0, Deception: 0);

    /// <summary>What a pair of operators is worth.</summary>
    public double PairWeight => Math.Sqrt(Epistasis);

    /// <summary>What an operator is worth.</summary>
    public double SingleWeight => Math.Sqrt(1 - Epistasis);
}
