using System.CommandLine;
using Einspace.Host.Studies;
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
            return ExitCode.StudyFault;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e)
        {
            BugReport.Write(e, arguments, parse.GetValue(CommonOptions.Verbose));
            return ExitCode.Bug;
        }
    }
}
