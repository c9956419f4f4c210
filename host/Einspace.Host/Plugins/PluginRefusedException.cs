namespace Einspace.Host.Plugins;

/// <summary>Why a plugin is not loaded: a sentence for a person. Thrown while loading one, and kept by the catalog.</summary>
/// <param name="reason">One sentence, which names the plugin's file where it is about one.</param>
/// <param name="cause">What was thrown, if anything.</param>
internal sealed class PluginRefusedException(string reason, Exception? cause = null) : Exception(reason, cause);
