using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;

namespace Einspace.Host.Plugins;

/// <summary>Tells in whose code an exception arose: it crosses grammars, strategies and the host on its way.</summary>
internal static class Culprit
{
    private static readonly Assembly?[] Ours = [typeof(Culprit).Assembly, Assembly.GetEntryAssembly()];

    /// <summary>The id of the plugin in whose code an exception arose; null where it arose in the host's.</summary>
    /// <remarks>What .NET and the SDK throw is laid to the one who called them.</remarks>
    public static string? Of(Exception e)
    {
        // The innermost one came first; a wrapper's own stack counts where that one tells nothing.
        if (e.InnerException is { } inner && Of(inner) is { } earlier)
            return earlier;
        foreach (StackFrame frame in new StackTrace(e).GetFrames())
        {
            if (frame.GetMethod()?.Module.Assembly is not { } assembly)
                continue;
            if (AssemblyLoadContext.GetLoadContext(assembly) is PluginLoadContext { Name: { } plugin })
                return plugin;
            if (Ours.Contains(assembly))
                return null;
        }

        return null;
    }
}
