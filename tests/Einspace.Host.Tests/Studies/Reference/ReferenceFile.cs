using Einspace.Host.Configuration;
using Einspace.Host.Studies.Configuration;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Tests.Studies.Reference;

/// <summary>A configuration with the keys of the paper's own implementation.</summary>
internal static class ReferenceFile
{
    /// <summary>A whole file, of regularised evolution from scratch on AddNIST.</summary>
    private const string Whole = """
        seed: 7
        dataset: "addnist"
        load_in_gpu: True
        num_classes: 20
        channels: 3
        image_size: [28, 28]
        input_mode: "im"
        score: "xe"
        epochs: 5
        patience: 5
        test_epochs: 60
        batch_size: 128
        hpo_runs: 1
        lr: 0.05
        momentum: 0.8
        weight_decay: 0.0001
        search_space_computation_module_prob: 0.25
        search_space_min_module_depth: 0
        search_space_max_module_depth: 90
        search_space_num_repeated_cells: 1
        search_strategy: "re"
        search_strategy_num_samples: 900
        search_strategy_init_pop_size: 80
        search_strategy_sample_size: 9
        search_strategy_architecture_seed: None
        search_strategy_continue_search: True
        log: False
        """;

    /// <summary>The file with some of its lines replaced or added, by their keys, or left out where only a key is given.</summary>
    public static string With(params string[] lines)
    {
        List<string> text = [.. Whole.Split('\n')];
        foreach (string line in lines)
        {
            string key = line.Split(':')[0];
            int place = text.FindIndex(known => known.StartsWith(key + ":", StringComparison.Ordinal));
            if (place < 0)
                text.Add(line);
            else if (line == key)
                text.RemoveAt(place);
            else
                text[place] = line;
        }

        return string.Join('\n', text);
    }

    /// <summary>Reads such a file, and above it what a command line may give.</summary>
    public static StudyConfiguration Read(string file, string commandLine = "") => StudyConfiguration.Read(
        OptionYaml.Read(file, "their.yaml"),
        (OptionTree.Mapping)OptionMerge.WithOrigin(OptionYaml.Read(commandLine, ""), OptionAssignment.CommandLine));
}
