namespace Einspace.Strategies.Nsga2;

/// <summary>What a network costs, known before it is trained.</summary>
public enum NetworkCost
{
    /// <summary>Trained numbers.</summary>
    Parameters,

    /// <summary>Multiply-adds of one example's forward pass.</summary>
    MultiplyAdds,

    /// <summary>Bytes of one example's activations.</summary>
    ActivationMemory,
}
