namespace Einspace.Fidelity.Tests.Vectors;

/// <summary>A recorded file is not as shared/reference/vectors/README.md says; the sentence names the file and the case.</summary>
internal sealed class DamagedVectorException(string message) : Exception(message);
