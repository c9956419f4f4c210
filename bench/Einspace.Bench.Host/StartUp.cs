using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Einspace.Bench.Host;

/// <summary>What more plugins cost each start of the command: the same starts with and without them, in turn.</summary>
internal static class StartUp
{
    private const int Plugins = 20;
    private const int Rounds = 15;
    private const double GoalSeconds = 0.6;

    public static void Measure(string artifacts, string temporary)
    {
        string without = Directory.CreateDirectory(Path.Combine(temporary, "without")).FullName;
        string with = Path.Combine(temporary, "with");
        for (int i = 0; i < Plugins; i++)
            Install(Path.Combine(artifacts, "fixtures", "GoodStrategy"), Path.Combine(with, "einspace", "plugins", Id(i)), i);

        string program = Path.Combine(artifacts, "app", "einspace");
        foreach (string[] arguments in (string[][])[["describe", "random"], ["--help"], ["plugin", "list"]])
        {
            List<(double Elapsed, double Processor)> few = [], many = [];
            for (int round = 0; round < Rounds; round++)
            {
                few.Add(Start(program, arguments, without));
                many.Add(Start(program, arguments, with));
            }

            Console.WriteLine(
                $"einspace {string.Join(' ', arguments)}: {Median(few, t => t.Elapsed):0.000} s, with {Plugins} more plugins {Median(many, t => t.Elapsed):0.000} s "
                + $"({Median(many, t => t.Elapsed) - Median(few, t => t.Elapsed):+0.000;-0.000} s, goal: below {GoalSeconds}); processor time "
                + $"{Median(few, t => t.Processor):0.000} s and {Median(many, t => t.Processor):0.000} s; medians of {Rounds}");
        }
    }

    private static string Id(int number) => $"good-strat{number:000}";

    /// <summary>Ids and names lie in an assembly as they are written: one of equal length makes it another plugin.</summary>
    private static void Install(string fixture, string folder, int number)
    {
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.EnumerateFiles(fixture))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        string assembly = Path.Combine(folder, "GoodStrategy.dll");
        byte[] bytes = File.ReadAllBytes(assembly);
        Replace(bytes, "good-strategy", Id(number));
        Replace(bytes, "\u0004good", $"\u0004go{number:00}");
        File.WriteAllBytes(assembly, bytes);
    }

    private static void Replace(byte[] bytes, string from, string to)
    {
        int at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(from));
        if (at < 0)
            throw new InvalidOperationException($"The fixture holds no '{from}'.");
        Encoding.UTF8.GetBytes(to).CopyTo(bytes, at);
    }

    private static (double Elapsed, double Processor) Start(string program, string[] arguments, string data)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true };
        start.Environment["XDG_DATA_HOME"] = data;
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        double before = ProcessorOfChildren();
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double elapsed = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        if (process.ExitCode != 0 || output.Contains("REFUSED"))
            throw new InvalidOperationException($"einspace {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
        return (elapsed, ProcessorOfChildren() - before);
    }

    /// <summary>Seconds of all processes that were started and have ended: the first two times of <c>rusage</c>.</summary>
    private static double ProcessorOfChildren()
    {
        long[] usage = new long[32];
        if (getrusage(-1, usage) != 0)
            throw new InvalidOperationException($"getrusage failed with error {Marshal.GetLastPInvokeError()}.");
        return usage[0] + usage[2] + ((usage[1] + usage[3]) / 1e6);
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int getrusage(int who, [Out] long[] usage);

    private static double Median<T>(List<T> all, Func<T, double> value) => all.Select(value).Order().ElementAt(all.Count / 2);
}
