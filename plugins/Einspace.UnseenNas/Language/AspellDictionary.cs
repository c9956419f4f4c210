using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Einspace.Sdk;

namespace Einspace.UnseenNas.Language;

/// <summary>Words of the installed dictionaries of aspell, the free spelling checker.</summary>
internal static class AspellDictionary
{
    private const string Program = "aspell";

    /// <summary>Refuses languages without a dictionary.</summary>
    /// <exception cref="InputException">Some have none, or aspell is not installed.</exception>
    public static void RefuseMissing(IReadOnlyCollection<string> languages)
    {
        using Process list = Start("dicts");
        HashSet<string> installed = [.. list.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries)];
        list.WaitForExit();
        string[] missing = [.. languages.Where(language => !installed.Contains(language))];
        if (missing.Length > 0)
        {
            throw new InputException(
                $"aspell has no dictionaries {string.Join(", ", missing)}: install them, or take others by --set maker.languages=[{string.Join(',', languages.Except(missing))}] ('aspell dicts' lists what there is).");
        }
    }

    /// <summary>Reads a dictionary.</summary>
    /// <param name="language">Its name, for example <c>en</c>.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="InputException">aspell fails.</exception>
    public static WordList Read(string language, CancellationToken cancellation)
    {
        using Process dump = Start("-d", language, "--encoding=utf-8", "dump", "master"), expand = Start("-l", language, "--encoding=utf-8", "expand");
        using CancellationTokenRegistration stop = cancellation.Register(() =>
        {
            dump.Kill();
            expand.Kill();
        });
        Task pump = Task.Run(
            () =>
            {
                using Stream into = expand.StandardInput.BaseStream;
                dump.StandardOutput.BaseStream.CopyTo(into);
            },
            CancellationToken.None);
        Task<string> complaints = dump.StandardError.ReadToEndAsync(CancellationToken.None), more = expand.StandardError.ReadToEndAsync(CancellationToken.None);
        string[] words = expand.StandardOutput.ReadToEnd().Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        bool whole = true;
        try
        {
            pump.GetAwaiter().GetResult();
        }
        catch (IOException)
        {
            // One of the two ended early; what it complains of tells why.
            whole = false;
        }

        dump.WaitForExit();
        expand.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        if (!whole || dump.ExitCode != 0 || expand.ExitCode != 0 || words.Length == 0)
        {
            string complaint = $"{complaints.GetAwaiter().GetResult()} {more.GetAwaiter().GetResult()}".Trim().ReplaceLineEndings(" ");
            throw new InputException($"aspell gave no words of the dictionary {language}: {(complaint.Length > 0 ? complaint : "it said nothing of why")}");
        }

        return WordList.Of($"aspell {language}", language, words);
    }

    private static Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new(Program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InputException(
                "aspell cannot be started: install it with dictionaries (Debian: apt-get install aspell aspell-en aspell-nl …), or give lists of words by --from DIR.", e);
        }
    }
}
