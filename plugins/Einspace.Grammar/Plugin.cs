using System.Runtime.CompilerServices;
using Einspace.Sdk.Plugins;

[assembly: EinspacePlugin("einspace-grammar")]
[assembly: InternalsVisibleTo("Einspace.Grammar.Tests")]
[assembly: InternalsVisibleTo("Einspace.Fidelity.Tests")]
[assembly: InternalsVisibleTo("Einspace.Bench.Sampling")]
