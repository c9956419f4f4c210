using System.Text.Json;

namespace Einspace.EndToEnd.Tests.Commands;

/// <summary><c>grammar describe</c>, <c>grammar analyze</c> and <c>sample --stats</c>.</summary>
internal sealed class GrammarCommandTests
{
    private readonly EinspaceCommand _einspace = new();

    [OneTimeTearDown]
    public void DeleteHome() => _einspace.Dispose();

    [Test]
    public void A_grammar_s_productions_and_weights_are_described()
    {
        string text = Run("grammar", "describe", "einspace", "--input", "64,27", "--set", "grammar.computation-probability=0.4");
        JsonElement json = Json("grammar", "describe", "einspace", "--input", "64,27", "--set", "grammar.computation-probability=0.4", "--json");
        JsonElement module = json.GetProperty("symbols").EnumerateArray().Single(symbol => symbol.GetProperty("name").GetString() == "module");
        JsonElement[] productions = [.. module.GetProperty("productions").EnumerateArray()];
        Assert.Multiple(() =>
        {
            Assert.That(text, Does.StartWith("einspace for inputs of shape [64,27]; the start symbol is network\n"));
            Assert.That(text, Does.Match("(?m)^  seq +→ module module +weight 1, probability 0.2$"));
            Assert.That(text, Does.Match("(?m)^  comp +→ computation +probability 0.4, fixed$"));
            Assert.That(productions.Where(p => p.GetProperty("isDrawn").GetBoolean()).Sum(p => p.GetProperty("prior").GetDouble()), Is.EqualTo(1).Within(1e-9));
            Assert.That(text, Does.Match("(?m)^  seq +→ module module +weight 1, probability 0.3333$").And.Match("(?m)^  comp +→ computation +not drawn at the root"), "network");
            Assert.That(text, Does.Match("(?m)^  branch +→ branching k\\*module k\\*module aggregation ").And.Match("(?m)^k\\*: drawn once and repeated "));
            Assert.That(productions[1].GetProperty("repeatedChildren").EnumerateArray().Select(child => child.GetInt32()), Is.EqualTo(new[] { 1, 2 }));
            Assert.That(productions[0].GetProperty("children").EnumerateArray().Select(child => child.GetString()), Is.EqualTo(new[] { "module", "module" }));
        });
    }

    [Test]
    public void A_grammar_s_law_is_analysed()
    {
        string[] command = ["grammar", "analyze", "einspace", "--samples", "500", "--seed", "3", "--set", "grammar.depth-limit=12"];
        string text = Run(command);
        JsonElement json = Json([.. command, "--json"]);
        JsonElement copies = json.GetProperty("growth").EnumerateArray().Single(growth => growth.GetProperty("measure").GetString() == "expandedNodes");
        Assert.Multiple(() =>
        {
            Assert.That(text, Does.StartWith("einspace for inputs of shape [3,28,28]: 500 samples\n"));
            foreach (string part in new[] { "nodes with copies", "discarded draws: ", "growth from one level to the next", "images", "tokens", "module comp", "col2im" })
                Assert.That(text, Does.Contain(part));
            Assert.That(copies.GetProperty("measured").GetProperty("value").GetDouble(), Is.InRange(1.2, 2));
            Assert.That(json.GetProperty("discardedDraws").GetDouble(), Is.InRange(0.1, 0.95));
            Assert.That(json.GetProperty("thresholds").GetArrayLength(), Is.EqualTo(3));
            Assert.That(Json([.. command, "--json"]).GetRawText(), Is.EqualTo(json.GetRawText()), "the same seed");
        });
    }

    [Test]
    public void Samples_are_summed_up_by_quantiles()
    {
        string[] lines = Run("sample", "--stats", "--count", "40", "--seed", "7").TrimEnd('\n').Split('\n');
        JsonElement json = Json("sample", "--stats", "--count", "40", "--seed", "7", "--json");
        double[] draws = [.. Run("sample", "--count", "40", "--seed", "7", "--json").TrimEnd('\n').Split('\n')
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("draws").GetDouble()).Order()];
        Assert.Multiple(() =>
        {
            Assert.That(lines[0], Is.EqualTo("40 samples"));
            Assert.That(lines.Skip(2).Select(line => line[..18].Trim()), Is.EqualTo(new[] { "terminals", "unique terminals", "depth", "parameters", "draws" }));
            Assert.That(json.GetProperty("draws").GetProperty("median").GetDouble(), Is.EqualTo(draws[19]));
            Assert.That(json.GetProperty("draws").GetProperty("max").GetDouble(), Is.EqualTo(draws[^1]));
            Assert.That(Json("sample", "--stats", "--json").GetProperty("samples").GetInt32(), Is.EqualTo(1000), "where no count is given");
        });
    }

    private string Run(params string[] arguments)
    {
        EinspaceCommand.Result result = _einspace.Run(arguments);
        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        return result.Output;
    }

    private JsonElement Json(params string[] arguments) => JsonDocument.Parse(Run(arguments)).RootElement;
}
