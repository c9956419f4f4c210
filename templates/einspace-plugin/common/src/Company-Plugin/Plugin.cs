using Einspace.Sdk.Plugins;

// Names the plugin's folder where it is installed, and stays the same for ever.
[assembly: EinspacePlugin("company-plugin-id")]
