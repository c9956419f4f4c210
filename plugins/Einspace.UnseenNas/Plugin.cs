using Einspace.Sdk.Plugins;

[assembly: EinspacePlugin("einspace-unseen-nas")]
