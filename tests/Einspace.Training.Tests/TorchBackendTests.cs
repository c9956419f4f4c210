using Einspace.Training.Backends;

namespace Einspace.Training.Tests;

internal sealed class TorchBackendTests : TensorBackendSuite
{
    protected override ITensorBackend Create() => Libtorch.CreateBackend();
}
