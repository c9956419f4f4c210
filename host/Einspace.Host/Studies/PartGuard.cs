using Einspace.Host.Plugins;
using Einspace.Sdk;

namespace Einspace.Host.Studies;

/// <summary>
/// Asks a part of a plugin, with time running, and turns what it does wrong into a <see cref="StudyFault"/>. A part that never answers is
/// left behind on its thread: nothing can end it but the end of the process.
/// </summary>
/// <param name="part">The part in words, such as <c>strategy 'random'</c>.</param>
/// <param name="timeout">How long one answer may take.</param>
/// <param name="ending">What a fault comes to, said after it.</param>
internal sealed class PartGuard(string part, TimeSpan timeout, string ending = PartGuard.StudyStops)
{
    private const string StudyStops = " The study stops here; every finished trial is in its journal, and with the plugin mended it goes on (--allow-changed-plugins).";
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private static volatile Func<string>? s_asked;

    /// <summary>Whom this process asks at this moment, and what, for a sentence; null where it asks nobody.</summary>
    public static string? Asked => s_asked?.Invoke();

    /// <summary>Calls a part that has no time limit: one that is created, or makes data ready.</summary>
    /// <param name="part">The part in words.</param>
    /// <param name="when">In words when that is.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="StudyFault">It threw, or gave nothing.</exception>
    /// <exception cref="InputException">What the user gave does not fit the part.</exception>
    public static T Call<T>(string part, string when, Func<T?> call)
        where T : class
    {
        try
        {
            return call() ?? throw new StudyFault($"The {part} gave nothing {when}.");
        }
        catch (Exception e) when (IsOfThePart(e))
        {
            throw new StudyFault($"The {part} {Threw(when, e)}.", e);
        }
    }

    /// <inheritdoc cref="Call"/>
    public static async Task CallAsync(string part, string when, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception e) when (IsOfThePart(e))
        {
            throw new StudyFault($"The {part} {Threw(when, e)}.", e);
        }
    }

    /// <summary>Asks what can be cancelled.</summary>
    /// <param name="ask">Asks; its token is cancelled when the time is over.</param>
    /// <param name="when">In words when that is.</param>
    /// <param name="cancellation">Stops waiting for an answer.</param>
    public async Task<T> AskAsync<T>(Func<CancellationToken, T> ask, string when, CancellationToken cancellation)
    {
        // Neither linked nor disposed of: both could wait for what the part registered with its token.
        CancellationTokenSource over = new();
        s_asked = () => InWords(when);
        Task<T> asked = Task.Run(() => ask(over.Token), CancellationToken.None);
        try
        {
            return await asked.WaitAsync(timeout, cancellation);
        }
        catch (TimeoutException) when (!asked.IsFaulted)
        {
            // What is answered now is not taken: which proposal that were would depend on the clock.
            Task<Exception?> told = GiveUpAsync(over);
            await Task.WhenAll(asked, told).WaitAsync(Grace, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            string heed = asked.IsCompleted ? "gave up when told to" : "does not heed that it is told to give up";
            throw Late($"{when}, and {heed}", told.IsCompleted ? await told : null);
        }
        catch (Exception e)
        {
            if (cancellation.IsCancellationRequested)
                _ = GiveUpAsync(over);
            cancellation.ThrowIfCancellationRequested();
            throw Fault(Threw(when, e), e);
        }
        finally
        {
            s_asked = null;
        }
    }

    /// <summary>Asks what answers at once.</summary>
    /// <param name="ask">Asks.</param>
    /// <param name="when">In words when that is.</param>
    public T Ask<T>(Func<T> ask, Func<string> when)
    {
        s_asked = () => InWords(when());
        Task<T> asked = Task.Run(ask);
        try
        {
            return asked.Wait(timeout) ? asked.Result : throw Late(when());
        }
        catch (AggregateException e)
        {
            throw Fault(Threw(when(), e.InnerException!), e.InnerException);
        }
        finally
        {
            s_asked = null;
        }
    }

    /// <summary>Tells things that are to be noted at once, one after the other; the time runs for each.</summary>
    /// <param name="things">What to tell.</param>
    /// <param name="tell">Tells one of them.</param>
    /// <param name="when">In words when that is.</param>
    public void Tell<T>(IReadOnlyList<T> things, Action<T> tell, Func<T, string> when)
    {
        if (things.Count == 0)
            return;
        int told = 0;
        string When() => when(things[Math.Min(Volatile.Read(ref told), things.Count - 1)]);
        s_asked = () => InWords(When());
        Task telling = Task.Run(() =>
        {
            for (; told < things.Count; told++)
                tell(things[told]);
        });
        try
        {
            for (int before = 0, now; !telling.Wait(timeout); before = now)
            {
                now = Volatile.Read(ref told);
                if (now == before)
                    throw Late(When());
            }
        }
        catch (AggregateException e)
        {
            throw Fault(Threw(When(), e.InnerException!), e.InnerException);
        }
        finally
        {
            s_asked = null;
        }
    }

    /// <summary>The end of a study by a fault of the part.</summary>
    /// <param name="what">What it did, and when.</param>
    /// <param name="cause">The exception that revealed it, if any.</param>
    public StudyFault Fault(string what, Exception? cause = null) =>
        new($"The {part} {what}.{ending}", cause);

    /// <summary>What an exception comes to in words, without a full stop.</summary>
    public static string Threw(string when, Exception e)
    {
        string where = Culprit.Of(e) is { } plugin ? $" (in the plugin '{plugin}')" : "";
        return $"threw {Thrown.InWords(e, when).TrimEnd('.')}{where}";
    }

    // What the part registered runs on a thread of its own, and may throw or never end; gives what it threw.
    private static async Task<Exception?> GiveUpAsync(CancellationTokenSource over)
    {
        try
        {
            await over.CancelAsync();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private StudyFault Late(string when, Exception? cause = null) =>
        Fault($"did not answer within {timeout.TotalSeconds:0.###} s (--propose-timeout) {when}", cause);

    private string InWords(string when) => $"the {part} had not answered {when}";

    private static bool IsOfThePart(Exception e) => e is not (InputException or StudyFault or OperationCanceledException);
}
