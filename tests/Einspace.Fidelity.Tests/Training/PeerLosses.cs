namespace Einspace.Fidelity.Tests.Training;

/// <summary>What a training in peer.py came to.</summary>
/// <param name="Steps">The loss of each batch, in training mode.</param>
/// <param name="Validation">The validation loss after each epoch, in inference mode.</param>
internal sealed record PeerLosses(double[] Steps, double[] Validation);
