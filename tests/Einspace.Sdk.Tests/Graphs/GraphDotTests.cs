using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Tests.Graphs;

internal sealed class GraphDotTests
{
    [Test]
    public void BlocksAreClustersAndValuesEdgesWithShapes()
    {
        ComputationGraph graph = GraphBuilder.Build(new TensorShape(4, 8), (block, x) =>
        {
            int callee = block.Define([x.Shape], (inner, inputs) => [inner.Apply("0", new Operator.Linear(8, 8), inputs[0])]);
            return block.Apply("add", new Operator.Add(), block.Call("1[0]", callee, x)[0], x);
        });

        Assert.That(GraphDot.Write(graph), Is.EqualTo(
            """
            digraph network {
              rankdir=TB; node [shape=box, fontname="monospace"]; edge [fontname="monospace"];
              subgraph cluster0 {
                label="block 0";
                b0_in0 [label="input 0", shape=ellipse];
                b0_n0 [label="linear(8,8)\n0"];
                b0_in0 -> b0_n0 [label="[4,8]"];
                b0_out0 [label="output 0", shape=ellipse];
                b0_n0 -> b0_out0 [label="[4,8]"];
              }
              subgraph cluster1 {
                label="network";
                b1_in0 [label="input 0", shape=ellipse];
                b1_n0 [label="call(0)\n1[0]"];
                b1_in0 -> b1_n0 [label="[4,8]"];
                b1_n1 [label="add\nadd"];
                b1_n0 -> b1_n1 [label="[4,8]"];
                b1_in0 -> b1_n1 [label="[4,8]"];
                b1_out0 [label="output 0", shape=ellipse];
                b1_n1 -> b1_out0 [label="[4,8]"];
              }
            }

            """));
    }
}
