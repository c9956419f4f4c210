using System.Collections.Immutable;
using System.CommandLine;
using System.Net.Sockets;
using Einspace.Host;
using Einspace.Host.Plugins;
using Einspace.Host.Workers;
using Einspace.Sdk;
using Einspace.Sdk.Plugins;

namespace Einspace.Cli.Commands;

/// <summary>Hidden <c>worker</c>: evaluates for the host at the other end of a socket, and ends with it.</summary>
internal static class WorkerCommand
{
    private const int LeastPoolThreads = 4;

    private static readonly Option<string> SocketPath = new("--socket") { Description = "The host's socket.", HelpName = "PATH", Required = true };

    public static Command Create()
    {
        Command command = new("worker", "Evaluates for a host; started by it.") { SocketPath };
        command.Hidden = true;
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        Posix.LeaveProcessGroup();
        using CancellationTokenRegistration registration = cancellation.Register(() => Posix.Exit(ExitCode.Interrupted));
        // An evaluator may block a thread of the pool for minutes; the conversation must go on meanwhile.
        ThreadPool.SetMinThreads(LeastPoolThreads, LeastPoolThreads);
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(parse.GetRequiredValue(SocketPath)), cancellation);
        await new WorkerSession(new MessageSocket(socket), Load, Console.Error).RunAsync();
        // The host is gone: whatever still runs in native code, nobody waits for it.
        Posix.Exit(ExitCode.Success);
        return ExitCode.Success;
    }

    private static Func<PartKind, string, PartFactory> Load(ImmutableArray<PinnedPlugin> plugins)
    {
        PluginCatalog catalog = PluginCatalog.LoadOnly(plugins.Select(plugin => plugin.Path), PluginLock.InForce());
        foreach (PinnedPlugin plugin in plugins)
        {
            if (catalog.Loaded.Single(loaded => loaded.Id == plugin.Id).Sha256 != plugin.Sha256)
                throw new InputException($"The plugin '{plugin.Id}' in {plugin.Path} changed while the study ran; the same command goes on with it as it is now.");
        }

        return (kind, name) => catalog.Find(kind, name).Factory;
    }
}
