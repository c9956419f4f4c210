using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using Einspace.Sdk.Data;

namespace Einspace.Cli.Data;

/// <summary>One page, without other files, that shows what a task's data are like.</summary>
internal sealed class DataPage
{
    // A picture is about so many pixels of the screen wide; beyond so many channels only the first are drawn.
    private const int PictureWidth = 192, MostChannels = 64;

    // Pictures of channels are not made smaller than this.
    private const int LeastChannelWidth = 48;

    // A series is a picture one pixel high, and is drawn as a band: so high.
    private const int BandHeight = 12;

    // So many labels or values are a caption still.
    private const int MostShown = 12;

    // A task can have thousands of sources; beyond so many lines of provenance the rest is folded.
    private const int MostProvenance = 40;

    private const string Style = """
        :root { color-scheme: light dark; --ink: #1c2430; --faint: #66707f; --line: #dfe3e8; --paper: #ffffff; --bar: #3f7fbf; --note: #fff6dd; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --faint: #98a2b0; --line: #343c48; --paper: #171b21; --bar: #5a9bd8; --note: #3a3320; } }
        body { font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 1100px; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .6rem; } h3 { font-size: .95rem; margin: 0 0 .3rem; }
        p { margin: .3rem 0; } .faint { color: var(--faint); }
        .note { background: var(--note); padding: .4rem .7rem; border-radius: 4px; }
        .below { margin-top: .8rem; } .examples { display: flex; flex-wrap: wrap; gap: 1rem; } figure { margin: 0; width: min-content; min-width: 150px; max-width: 100%; padding: 1px; overflow-x: auto; }
        figure .pictures { display: flex; gap: 4px; align-items: flex-start; } .channels { display: grid; gap: 4px; } .arrow { align-self: center; padding: 0 .3rem; color: var(--faint); }
        img { image-rendering: pixelated; display: block; outline: 1px solid var(--line); }
        figcaption { font-size: .85rem; margin-top: .25rem; } figcaption span { white-space: nowrap; } pre { margin: .2rem 0; font: 13px/1.25 ui-monospace, monospace; } pre.lines { font-size: 18px; letter-spacing: .25em; margin: 0 .5rem 0 0; }
        .splits { display: flex; flex-wrap: wrap; gap: 1.5rem; } svg text { font: 11px system-ui, sans-serif; fill: var(--ink); } svg .name { text-anchor: end; } .bar { fill: var(--bar); }
        table { border-collapse: collapse; font-size: .9rem; } td, th { text-align: left; padding: .15rem 1rem .15rem 0; border-bottom: 1px solid var(--line); vertical-align: top; } td.number { text-align: right; font-variant-numeric: tabular-nums; }
        td.long { word-break: break-word; } .provenance td:first-child { white-space: nowrap; } details { margin-top: .4rem; } summary { cursor: pointer; }
        """;

    private readonly StringBuilder _html = new();
    private readonly TaskSpec _task;
    private readonly DatasetDescription? _description;

    private DataPage(TaskSpec task, DatasetDescription? description) => (_task, _description) = (task, description);

    /// <summary>Writes the page.</summary>
    /// <param name="data">The data, all splits.</param>
    /// <param name="description">What the dataset tells of them; null where it tells nothing.</param>
    /// <param name="textOf">Reads an example aloud; gives null for pictures.</param>
    /// <param name="split">The split of the examples.</param>
    /// <param name="examples">The examples to show, at least one.</param>
    public static string Write(ITaskData data, DatasetDescription? description, Func<float[], string?> textOf, DataSplit split, IReadOnlyList<ShownExample> examples)
    {
        DataPage page = new(data.Spec, description);
        page.Begin();
        page.AddExamples(split, examples, textOf);
        page.AddAnswers(data);
        page.AddChannels();
        page.AddOverlaps();
        page.AddProvenance();
        return page._html.Append("</body></html>\n").ToString();
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private void Line(FormattableString html) => _html.Append(html.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private void Begin()
    {
        Line($"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Escape(_task.Name)}</title><style>{Style}</style></head><body>");
        Line($"<h1>{Escape(_task.Name)}</h1><p class=\"faint\">Examples of shape {Escape($"{_task.Input}")}, {Escape(_task.Output == OutputKind.Classification ? $"{_task.Classes} classes" : DatasetWords.Answer(_task))}.</p>");
        if (_description is null)
            return;
        Line($"<p>{Escape(_description.Likeness)}</p>");
        foreach (string remark in _description.Remarks)
            Line($"<p class=\"note\">{Escape(remark)}</p>");
    }

    private void AddExamples(DataSplit split, IReadOnlyList<ShownExample> examples, Func<float[], string?> textOf)
    {
        ExamplePictures pictures = new(_task, [.. examples.Select(example => example.Numbers)]);
        ExamplePictures? targets = _task.Output.IsDense() ? ExamplePictures.OfTargets(_task, [.. examples.Select(example => example.Target)]) : null;
        Line($"<h2>{examples.Count} {DatasetWords.Of(split)} examples</h2><div class=\"examples\">");
        foreach ((int place, ShownExample example) in examples.Index())
        {
            string? text = textOf(example.Numbers);
            Line($"<figure><div class=\"pictures\">");
            if (text is not null && text.Contains('\n'))
                Line($"<pre class=\"lines\">{Escape(text)}</pre>");
            AddPictures(pictures.Draw(place), example);
            if (targets is not null)
            {
                Line($"<span class=\"arrow\">→</span>");
                PngImage target = targets.Draw(place)[0];
                AddPicture(target, Scale(target, 1), $"target of example {example.Index}");
            }

            Line($"</div><figcaption>{Caption(example)}</figcaption>");
            if (text is not null && !text.Contains('\n'))
                Line($"<pre>{Escape(text)}</pre>");
            Line($"</figure>");
        }

        Line($"</div><p class=\"faint below\">Each channel from black at its least number among these examples to white at its largest.{Legend()}</p>");
    }

    private string Legend() => _task.Output switch
    {
        OutputKind.DenseRegression => " Behind the arrow the target, from black at the least number among these examples to white at the largest.",
        OutputKind.DenseLabels => " Behind the arrow the target, white where it is 1.",
        _ => "",
    };

    private string Caption(ShownExample example)
    {
        string place = $"<span class=\"faint\">{(_task.Output == OutputKind.Classification ? $"label {example.Label}, " : "")}example {example.Index}</span>";
        return _task.Output.IsDense() ? place : $"<b>{Escape(Answer(example))}</b> {place}";
    }

    private string Answer(ShownExample example)
    {
        if (_task.Output == OutputKind.Classification)
            return NameOf(example.Label);
        string[] parts = _task.Output == OutputKind.MultiLabel
            ? [.. example.Target.Index().Where(label => label.Item == 1).Select(label => NameOf(label.Index))]
            : [.. example.Target.Select(number => DatasetWords.Number(number))];
        string rest = parts.Length > MostShown ? $", … {parts.Length - MostShown} more" : "";
        return parts.Length == 0 ? "no label" : string.Join(", ", parts.Take(MostShown)) + rest;
    }

    private void AddPictures(ImmutableArray<PngImage> pictures, ShownExample example)
    {
        bool coloured = _task.Mode == InputMode.Image && _task.Input[1] == 3;
        if (coloured || pictures.Length == 1)
            AddPicture(pictures[0], Scale(pictures[0], 1), $"example {example.Index}");
        if (pictures.Length == 1)
            return;
        PngImage[] channels = [.. pictures.Skip(coloured ? 1 : 0).Take(MostChannels)];
        int columns = coloured || channels[0].Height == 1 ? 1 : Columns(channels.Length), rows = (channels.Length + columns - 1) / columns;
        Line($"<div class=\"channels\" style=\"grid-template-columns: repeat({columns}, auto)\">");
        foreach ((int channel, PngImage picture) in channels.Index())
            AddPicture(picture, Scale(picture, Math.Max(columns, rows)), $"example {example.Index}, channel {channel}");
        Line($"</div>");
    }

    /// <summary>How large a pixel is drawn when so many pictures stand side by side: whole pixels, but where many channels would leave no room for the target.</summary>
    private static double Scale(PngImage picture, int pictures)
    {
        // What is high is drawn at most twice as high as others are wide.
        double scale = PictureWidth / (pictures * Math.Max(picture.Width, picture.Height / 2.0));
        return scale < 1 && pictures > 1 && picture.Height > 1 ? Math.Min(1, Math.Max(scale, (double)LeastChannelWidth / picture.Width)) : Math.Max(1, Math.Round(scale));
    }

    /// <summary>The columns of so many channels: nearly a square, with whole rows where that can be.</summary>
    private static int Columns(int channels)
    {
        int side = (int)Math.Ceiling(Math.Sqrt(channels));
        return Enumerable.Range(Math.Max(2, side - 1), 3).FirstOrDefault(columns => channels % columns == 0, side);
    }

    private void AddPicture(PngImage picture, double scale, string words) =>
        Line($"<img src=\"{picture.ToDataAddress()}\" width=\"{picture.Width * scale:0}\" height=\"{(picture.Height == 1 ? Math.Max(BandHeight, scale) : picture.Height * scale):0}\" alt=\"{words}\" title=\"{words}\">");

    private void AddAnswers(ITaskData data)
    {
        string title = _task.Output switch { OutputKind.Classification => "Classes", OutputKind.MultiLabel => "Labels", _ => "Targets" };
        Line($"<h2>{title}</h2><div class=\"splits\">");
        foreach (DataSplit split in data.Splits)
        {
            SplitDescription described = _description?.Splits.FirstOrDefault(one => one.Split == split) ?? Describe(data, split);
            string repeated = described.Repeated > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {described.Repeated:N0} repeat another") : "";
            string answers = _task.Output switch
            {
                OutputKind.Classification => ClassBars.Draw(described.OfClass, NameOf),
                OutputKind.MultiLabel => ClassBars.Draw(DatasetWords.OfLabel(described), NameOf),
                _ => TargetTable.Write(_task.Output, described.Targets),
            };
            Line($"<div><h3>{data.Count(split):N0} {DatasetWords.Of(split)} examples</h3><p class=\"faint\">{Escape(described.Content + repeated)}</p>{answers}</div>");
        }

        Line($"</div>");
    }

    private SplitDescription Describe(ITaskData data, DataSplit split)
    {
        int[] ofClass = new int[_task.Output == OutputKind.Classification ? _task.Classes : 0];
        foreach (long label in _task.Output == OutputKind.Classification ? ShownExample.Labels(data, split) : [])
            ofClass[label]++;
        return new(split, "", data.Count(split), 0, [.. ofClass]) { Targets = TargetDescription.Of(data, split) };
    }

    private void AddChannels()
    {
        if (_description is not { Channels.Length: > 0 })
            return;
        Line($"<h2>{(_task.Mode == InputMode.Image ? "Channels" : "Places along S")} over the training split, before normalisation</h2><table><tr><th></th><th>mean</th><th>deviation</th></tr>");
        foreach ((int channel, ChannelDescription numbers) in _description.Channels.Take(MostChannels).Index())
            Line($"<tr><td>{channel}</td><td class=\"number\">{numbers.Mean:0.#####}</td><td class=\"number\">{numbers.Deviation:0.#####}</td></tr>");
        Line($"</table>");
        if (_description.Channels.Length > MostChannels)
            Line($"<p class=\"faint\">… and {_description.Channels.Length - MostChannels} more.</p>");
    }

    private void AddOverlaps()
    {
        if (_description is not { Overlaps.Length: > 0 })
            return;
        Line($"<h2>What splits share</h2><table>");
        foreach (SplitOverlap overlap in _description.Overlaps)
            Line($"<tr><td>{Escape(DatasetWords.Of(overlap))}</td><td class=\"number\">{DatasetWords.Percent(overlap)}</td></tr>");
        Line($"</table>");
    }

    private void AddProvenance()
    {
        Line($"<h2>Provenance</h2>");
        if (_description is not { Provenance.Length: > 0 })
        {
            Line($"<p class=\"faint\">The folder does not say where its data come from.</p>");
            return;
        }

        AddLines(_description.Provenance.Take(MostProvenance));
        if (_description.Provenance.Length <= MostProvenance)
            return;
        Line($"<details><summary>{_description.Provenance.Length - MostProvenance:N0} more lines</summary>");
        AddLines(_description.Provenance.Skip(MostProvenance));
        Line($"</details>");
    }

    private void AddLines(IEnumerable<KeyValuePair<string, string>> lines)
    {
        Line($"<table class=\"provenance\">");
        foreach ((string name, string value) in lines)
            Line($"<tr><td>{Escape(name)}</td><td class=\"long\">{Escape(value)}</td></tr>");
        Line($"</table>");
    }

    private string NameOf(int label) => _description is { ClassNames: var names } && label < names.Length ? names[label] : _task.Output == OutputKind.MultiLabel ? $"label {label}" : $"class {label}";
}
