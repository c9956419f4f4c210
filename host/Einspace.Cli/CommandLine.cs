using System.CommandLine;
using Einspace.Host.Plugins;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk;

namespace Einspace.Cli;

/// <summary>Runs a command line and turns what goes wrong into a sentence and an exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        // An architecture or a value may begin with '@'; it never names a file of arguments.
        ParserConfiguration grammar = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };
        ParseResult parse = EinspaceCommand.Create().Parse(arguments, grammar);
        if (CommandLineErrors.Describe(parse) is { } error)
        {
            Console.Error.WriteLine(error);
            return ExitCode.BadInput;
        }

        using Interruption interruption = new();
        // A worker's end is told by its host, whoever brought it about.
        using PluginExit? exit = parse.CommandResult.Command.Hidden ? null : new PluginExit(interruption.Token);
        InvocationConfiguration invocation = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        try
        {
            return await parse.InvokeAsync(invocation, interruption.Token);
        }
        catch (InputException e)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.BadInput;
        }
        catch (StudyFault e)
        {
            Console.Error.WriteLine(e.Message);
            if (e.InnerException is not null)
                BugReport.WriteDetails(e.InnerException, arguments, parse.GetValue(CommonOptions.Verbose));
            return ExitCode.Fault;
        }
        catch (JournalUnwritable e)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.Unwritable;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (Culprit.Of(e) is { } plugin)
        {
            Console.Error.WriteLine($"The plugin '{plugin}' threw {Thrown.InWords(e)}");
            BugReport.WriteDetails(e, arguments, parse.GetValue(CommonOptions.Verbose));
            return ExitCode.Fault;
        }
        catch (Exception e)
        {
            BugReport.Write(e, arguments, parse.GetValue(CommonOptions.Verbose));
            return ExitCode.Bug;
        }
    }
}
