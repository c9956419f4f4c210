using System.CommandLine;
using Einspace.Host.Configuration;
using Einspace.Host.Studies.Configuration;
using Einspace.Sdk;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Einspace.Cli;

/// <summary>Limits of what a network may cost, as options.</summary>
internal static class LimitOptions
{
    public static readonly Option<string?> MaxParameters = new("--max-parameters")
    {
        Description = "Most trained parameters of a network, such as 2M.",
        HelpName = "N",
    };

    public static readonly Option<string?> MaxMultiplyAdds = new("--max-multiply-adds")
    {
        Description = "Most multiply-adds of one example's forward pass, such as 500M.",
        HelpName = "N",
    };

    public static readonly Option<string?> MaxActivationMemory = new("--max-activation-memory")
    {
        Description = "Most memory for one example's activations, such as 64MB.",
        HelpName = "SIZE",
    };

    public static void AddTo(Command command)
    {
        command.Add(MaxParameters);
        command.Add(MaxMultiplyAdds);
        command.Add(MaxActivationMemory);
    }

    /// <summary>The limits that the command line gives, as options of <see cref="Limits"/>.</summary>
    public static OptionTree.Mapping Read(ParseResult parse)
    {
        OptionTree.Mapping options = OptionTree.Empty;
        foreach (Option<string?> option in new[] { MaxParameters, MaxMultiplyAdds, MaxActivationMemory })
        {
            string key = option.Name.TrimStart('-');
            if (parse.GetValue(option) is { } text)
                options = options.With(key, StudyConfiguration.ReadLimit(key, new OptionTree.Scalar(text) { Origin = OptionAssignment.CommandLine }));
        }

        return options;
    }
}
