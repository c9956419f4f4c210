using System.Diagnostics;
using Einspace.Sdk;

namespace Einspace.Torch;

/// <summary>
/// Builds the link to the machine's libtorch by native/build.sh, which lies beside this plugin and answers within
/// milliseconds when that was done before.
/// </summary>
internal static class ShimBuild
{
    /// <param name="cancellation">Ends the script.</param>
    /// <returns>The library's path.</returns>
    /// <exception cref="InputException">There is no libtorch, no compiler, or the compiler failed; the words are the script's.</exception>
    public static async Task<string> EnsureAsync(CancellationToken cancellation = default)
    {
        string script = Path.Combine(Path.GetDirectoryName(typeof(ShimBuild).Assembly.Location)!, "native", "build.sh");
        using Process process = Process.Start(new ProcessStartInfo("bash", [script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        string library = (await output.ConfigureAwait(false)).Trim(), complaint = (await errors.ConfigureAwait(false)).Trim();
        return process.ExitCode == 0 ? library : throw new InputException(complaint);
    }
}
