using System.Diagnostics;
using System.Globalization;
using Einspace.Sdk;
using Spectre.Console;

namespace Einspace.Cli;

/// <summary>
/// Shows how far long work is, on standard error, so that standard output stays for results: a bar with the remaining time on a
/// terminal, otherwise a plain line now and then.
/// </summary>
internal static class ProgressDisplay
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);

    public static T Run<T>(string title, Func<IProgress<ProgressStep>, T> work) =>
        Console.IsErrorRedirected ? work(new Lines(title)) : RunWithBar(title, work);

    private static T RunWithBar<T>(string title, Func<IProgress<ProgressStep>, T> work)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(title), maxValue: 1);
                return work(new Bar(task));
            });
    }

    private sealed class Bar(ProgressTask task) : IProgress<ProgressStep>
    {
        public void Report(ProgressStep value)
        {
            task.Description = Markup.Escape(value.Activity);
            task.Value = value.Fraction;
        }
    }

    private sealed class Lines(string title) : IProgress<ProgressStep>
    {
        private readonly Stopwatch _sinceLine = Stopwatch.StartNew();
        private string? _activity;

        public void Report(ProgressStep value)
        {
            lock (_sinceLine)
            {
                if (value.Activity == _activity && _sinceLine.Elapsed < LineInterval)
                    return;
                _activity = value.Activity;
                _sinceLine.Restart();
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}: {value.Activity}, {100 * value.Fraction:0} %"));
            }
        }
    }
}
