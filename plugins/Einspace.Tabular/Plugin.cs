using Einspace.Sdk.Plugins;

[assembly: EinspacePlugin("einspace-tabular")]
