using Einspace.Sdk.Graphs;

namespace Einspace.Training.Networks;

/// <summary>One operator of a <see cref="GraphProgram"/>, with everything looked up that does not change from run to run.</summary>
/// <param name="Operator">What is applied; never a call.</param>
/// <param name="Inputs">Numbers of the values that go in.</param>
/// <param name="Outputs">Numbers of the values that come out.</param>
/// <param name="FirstParameter">Where the operator's parameters begin in <see cref="GraphProgram.Parameters"/>.</param>
/// <param name="Sizes">
/// The operator's axes or target sizes as the backend wants them; a leading 0 stands for the batch. For a split, the recorded size
/// of what is cut.
/// </param>
/// <param name="SameShapes">Whether all inputs are known to have one shape.</param>
internal sealed record Instruction(
    Operator Operator, int[] Inputs, int[] Outputs, int FirstParameter, long[] Sizes, bool SameShapes)
{
    /// <summary>Values that nothing after this instruction needs.</summary>
    public int[] Releases { get; set; } = [];
}
