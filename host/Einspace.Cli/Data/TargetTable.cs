using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Einspace.Sdk.Data;

namespace Einspace.Cli.Data;

/// <summary>Writes what the targets of a split are like, as a table of HTML: a row for each value, or one of all pixels together.</summary>
internal static class TargetTable
{
    // Beyond so many values a table would fill the page.
    private const int MostValues = 64;

    /// <summary>Writes the table.</summary>
    /// <param name="output">What is answered.</param>
    /// <param name="targets">What the targets are like.</param>
    public static string Write(OutputKind output, ImmutableArray<TargetDescription> targets)
    {
        bool numbered = targets.Length > 1;
        string value = numbered ? "<th></th>" : "";
        StringBuilder html = new("<table>");
        html.Append(output.IsYesOrNo() ? $"<tr>{value}<th>ones</th></tr>" : $"<tr>{value}<th>mean</th><th>deviation</th><th>least</th><th>largest</th></tr>");
        foreach ((int place, TargetDescription target) in targets.Take(MostValues).Index())
        {
            double[] numbers = [target.Mean, target.Deviation, target.Least, target.Largest];
            string[] cells = output.IsYesOrNo() ? [DatasetWords.Share(target.Mean)] : [.. numbers.Select(DatasetWords.Number)];
            html.Append(CultureInfo.InvariantCulture, $"<tr>{(numbered ? $"<td>{place}</td>" : "")}{string.Concat(cells.Select(cell => $"<td class=\"number\">{cell}</td>"))}</tr>");
        }

        html.Append("</table>");
        if (targets.Length > MostValues)
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"faint\">… and {targets.Length - MostValues:N0} more.</p>");
        return html.ToString();
    }
}
