using System.Text.Json;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Grammars.Analysis;
using Einspace.Sdk.Graphs;

namespace Einspace.Cli.Commands;

/// <summary>What <c>sample --stats</c> prints: quantiles of sizes and draws.</summary>
internal sealed class SampleStatistics
{
    private readonly (string Name, string Member, List<double> Values)[] _quantities =
    [
        ("terminals", "terminals", []),
        ("unique terminals", "uniqueTerminals", []),
        ("depth", "depth", []),
        ("parameters", "parameters", []),
        ("draws", "draws", []),
    ];

    public void Add(SampledArchitecture sample, GraphCosts costs)
    {
        double[] values =
        [
            (double)sample.Architecture.Terminals,
            sample.Architecture.UniqueTerminals,
            sample.Architecture.Depth,
            (double)costs.Parameters,
            sample.Draws,
        ];
        for (int i = 0; i < values.Length; i++)
            _quantities[i].Values.Add(values[i]);
    }

    public void Print(bool json)
    {
        if (json)
        {
            JsonOutput.Print(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("samples", _quantities[0].Values.Count);
                foreach ((string _, string member, List<double> values) in _quantities)
                    writer.WriteDistribution(member, Distribution.Of(values));
                writer.WriteEndObject();
            });
            return;
        }

        Console.Out.WriteLine($"{_quantities[0].Values.Count:N0} samples");
        DistributionTable.PrintHeader();
        foreach ((string name, string _, List<double> values) in _quantities)
            DistributionTable.Print(name, Distribution.Of(values));
    }
}
