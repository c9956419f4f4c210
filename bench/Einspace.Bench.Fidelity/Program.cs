using System.Globalization;
using Einspace.Bench.Fidelity;

// Writes docs/fidelity.md: every difference from the reference implementation, its option, and its effect, measured by this run.
//     scripts/fidelity.sh
// EINSPACE_VECTORS=DIR holds it against all recorded vectors; by default against the few that the tests carry. Trees may be given
// as the first argument, 2,000 by default.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int trees = args is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 2000;
FidelityPage.Write(Console.Out, new Measurements(trees));
