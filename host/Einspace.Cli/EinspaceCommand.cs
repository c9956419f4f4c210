using System.CommandLine;
using System.CommandLine.Help;
using Einspace.Cli.Commands;

namespace Einspace.Cli;

/// <summary>The command tree. It never depends on plugins: parts are named by options, and found when a command runs.</summary>
internal static class EinspaceCommand
{
    public static RootCommand Create()
    {
        RootCommand root = new("Searches neural architectures in spaces given by a grammar.")
        {
            CommonOptions.Plugin,
            CommonOptions.Verbose,
            SearchCommand.Create(),
            TabulateCommand.Create(),
            ShowCommand.Create(),
            BestCommand.Create(),
            SampleCommand.Create(),
            InspectCommand.Create(),
            ConvertCommand.Create(),
            DescribeCommand.Create(),
            new Command("grammar", "Shows a grammar and analyses its law.") { GrammarDescribeCommand.Create(), GrammarAnalyzeCommand.Create() },
            new Command("data", "Makes, checks and shows datasets.") { DataMakeCommand.Create(), DataCheckCommand.Create(), DataShowCommand.Create() },
            new Command("plugin", "Looks after plugins.")
            {
                PluginListCommand.Create(), PluginDescribeCommand.Create(), PluginDoctorCommand.Create(),
                PluginAddCommand.Create(), PluginBuildCommand.Create(), PluginRemoveCommand.Create(), PluginLockCommand.Create(),
            },
            new Command("sdk", "Packs what authors of plugins need.") { SdkPackCommand.Create() },
            WorkerCommand.Create(),
        };
        root.SetAction(parse => new HelpAction().Invoke(parse));
        return root;
    }
}
