using System.CommandLine;
using System.CommandLine.Help;

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
        };
        root.SetAction(parse => new HelpAction().Invoke(parse));
        return root;
    }
}
