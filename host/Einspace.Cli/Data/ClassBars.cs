using System.Globalization;
using System.Net;
using System.Text;

namespace Einspace.Cli.Data;

/// <summary>Draws how many examples of each class a split has, as SVG: a bar for each class, one below the other.</summary>
internal static class ClassBars
{
    private const int NameWidth = 110, BarWidth = 150, CountWidth = 60, Height = 17;

    // Beyond so many classes names would fill the page; a bar tells its own where one points at it.
    private const int MostNamed = 40;

    /// <summary>Draws the bars.</summary>
    /// <param name="counts">Examples of each class, from label 0.</param>
    /// <param name="name">Names a class.</param>
    public static string Draw(IReadOnlyList<int> counts, Func<int, string> name)
    {
        bool named = counts.Count <= MostNamed;
        int height = named ? Height : 4, most = Math.Max(1, counts.Max());
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg role=\"img\" width=\"{NameWidth + BarWidth + CountWidth}\" height=\"{counts.Count * height}\">");
        foreach ((int label, int count) in counts.Index())
        {
            int top = label * height;
            string bar = string.Create(CultureInfo.InvariantCulture, $"{(double)count / most * BarWidth:0.#}");
            string text = WebUtility.HtmlEncode(name(label));
            svg.Append(CultureInfo.InvariantCulture, $"<g><title>{text}: {count:N0}</title><rect class=\"bar\" x=\"{NameWidth}\" y=\"{top + 1}\" width=\"{bar}\" height=\"{height - 2}\"/>");
            if (named)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<text class=\"name\" x=\"{NameWidth - 6}\" y=\"{top + 13}\">{text}</text>");
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{NameWidth + 6 + ((double)count / most * BarWidth):0.#}\" y=\"{top + 13}\">{count:N0}</text>");
            }

            svg.Append("</g>");
        }

        return svg.Append("</svg>").ToString();
    }
}
