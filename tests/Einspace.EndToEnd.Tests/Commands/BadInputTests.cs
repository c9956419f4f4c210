namespace Einspace.EndToEnd.Tests.Commands;

/// <summary>Bad input: nothing on standard output, one sentence on standard error, exit code 2.</summary>
internal sealed class BadInputTests
{
    private static readonly string Good = Folders.Fixture("GoodStrategy");

    private readonly EinspaceCommand _einspace = new();

    private static IEnumerable<TestCaseData> Cases()
    {
        yield return Case("einspace knows no command 'sampel'; did you mean 'sample'?", "sampel");
        yield return Case("einspace sample knows no option '--cuont'; did you mean '--count'?", "sample", "--cuont", "3");
        yield return Case("einspace plugin knows no command 'lst'; did you mean 'list'?", "plugin", "lst");
        yield return Case("einspace data needs a command: make, check, show.", "data");
        yield return Case("einspace inspect needs ARCHITECTURE; see einspace inspect --help.", "inspect");
        yield return Case("einspace inspect knows no argument 'b'; see einspace inspect --help.", "inspect", "a", "b");
        yield return Case("einspace data make needs the option --out; see einspace data make --help.", "data", "make", "addnist");
        yield return Case("Option --front: found 'foo', expected parameters, multiply-adds, activation-memory or seconds.", "show", "x", "--front", "foo");
        yield return Case("Option 'strategy.costs' (command line): found 'parameters,multiply-adds', expected a list, each one of parameters, multiply-adds, activation-memory; a list is written in brackets: [parameters,multiply-adds].", "search", "--strategy", "nsga2", "--set", "strategy.costs=parameters,multiply-adds");
        yield return Case("Option --count: found 'x', expected a whole number.", "sample", "--count", "x");
        yield return Case("Option --count: found 0, expected at least 1.", "sample", "--count", "0");
        yield return Case("Option --count needs a value: N.", "sample", "--count");
        yield return Case("Option --seed: found '-1', expected a whole number of at least 0.", "sample", "--seed", "-1");
        yield return Case("Option --input: found '3,x', expected the sizes of one example, such as 3,28,28 or 64,27.", "sample", "--input", "3,x");
        yield return Case("Option --input: found '3,28,28,1', expected the sizes of one example, such as 3,28,28 or 64,27.", "inspect", "a", "--input", "3,28,28,1");
        yield return Case("Option --token-pooling: found 'means', expected features or tokens.", "inspect", "a", "--token-pooling", "means");
        yield return Case("Option --classes: found 1, expected at least 2.", "inspect", "a", "--classes", "1");
        yield return Case("Unknown grammar 'einspce'; did you mean 'einspace'? (there is einspace).", "sample", "--grammar", "einspce");
        yield return Case("Unknown part 'goood'; did you mean 'good'? (there are ", "describe", "goood", "--plugin", Good);
        yield return Case("Unknown part 'good-strategy'; the plugin of that name offers strategy good.", "describe", "good-strategy", "--plugin", Good);
        yield return Case("Unknown dataset 'adnist'; did you mean 'addnist'? (there are ", "data", "check", ".", "--task", "adnist");
        yield return Case("Unknown option 'grammar.depht-limit' (command line); did you mean 'grammar.depth-limit'?", "sample", "--set", "grammar.depht-limit=3");
        yield return Case("Unknown profile 'x'; there are corrected, reference.", "sample", "--profile", "x");
        yield return Case("Unknown profile 'refrence'; did you mean 'reference'? (there are corrected, reference)", "inspect", "comp(norm)", "--profile", "refrence");
        yield return Case("Option 'grammar.depth-limit' (command line): found 'deep', expected a whole number from 0 to 200.", "sample", "--set", "grammar.depth-limit=deep");
        yield return Case("Unknown option 'strategy' (command line); this command takes options of the grammar: --set grammar.option=value.", "sample", "--set", "strategy.x=1");
        yield return Case("--set: found 'x', expected part.option=value, such as strategy.population=50.", "sample", "--set", "x");
        yield return Case("Option 'max-parameters' (command line): found '10m', expected a whole number of at least 1.", "sample", "--max-parameters", "10m");
        yield return Case("Architecture text, line 1, column 15: found the end of the text, expected ',' or ')'.", "inspect", "comp(linear(64");
        yield return Case("Architecture text, line 1, column 10: found 'lineer(64)', expected identity, linear(16), ", "inspect", "seq(comp(lineer(64)), comp(norm))");
        yield return Case("'resnet19' is neither the name of a seed architecture nor an architecture's text; did you mean 'resnet18'?", "inspect", "resnet19");
        yield return Case("The seed architecture 'resnet-block' does not run on inputs of shape [3,28,28]: found 'add', which cannot be computed", "inspect", "resnet-block");
        yield return Case("The seed architecture 'resnet34-no-maxpool' does not run on inputs of shape [3,28,28]: found 'norm', which cannot be computed for [512,1,1] (Q5: the reference refuses to normalise an image of one pixel; grammar.allow-norm-of-one-pixel=true accepts it)", "inspect", "resnet34-no-maxpool", "--profile", "reference");
        yield return Case("Option padding of the task npy: found 2, but with mode=tokens there is nothing to put a frame around", "data", "check", ".", "--set", "dataset.mode=tokens", "--set", "dataset.padding=2");
        yield return Case("einspace convert needs ARCHITECTURE; see einspace convert --help.", "convert");
        yield return Case("Architecture text, line 1, column 11: found 'nrm', expected identity, linearN, ", "convert", "seq( comp(nrm), norm)");
        yield return Case("Architecture text, line 1, column 10: found 'bn', expected identity, linear, ", "convert", "--to", "reference", "seq(comp(bn), norm)");
        yield return Case("Grammar 'einspace' knows no notation 'paper'; there is reference.", "convert", "--to", "paper", "norm");
        yield return Case("Give --from or --to, not both: the other side is our own text.", "convert", "--to", "reference", "--from", "reference", "norm");
        yield return Case("There is no file 'missing.txt', and it is not an architecture's text either.", "convert", "missing.txt");
        yield return Case("Option --samples: found 99, expected at least 100.", "grammar", "analyze", "einspace", "--samples", "99");
        yield return Case("Unknown grammar 'einspce'; did you mean 'einspace'?", "grammar", "analyze", "einspce");
        yield return Case("Unknown option 'grammar.depht-limit' (command line); did you mean 'grammar.depth-limit'?", "grammar", "analyze", "einspace", "--set", "grammar.depht-limit=3");
        yield return Case("Option 'grammar.computation-probability' (command line): found '1.5'", "grammar", "analyze", "einspace", "--set", "grammar.computation-probability=1.5");
        yield return Case("einspace grammar describe needs GRAMMAR; see einspace grammar describe --help.", "grammar", "describe");
        yield return Case("einspace grammar needs a command: describe, analyze.", "grammar");
        yield return Case("einspace grammar describe knows no option '--samples'", "grammar", "describe", "einspace", "--samples", "200");
        yield return Case("There is no plugin at '/nowhere': expected a plugin's folder or assembly.", "plugin", "list", "--plugin", "/nowhere");
        yield return Case("Option --from: there is no folder '/nowhere', expected one with the source files of 'addnist'.", "data", "make", "addnist", "--from", "/nowhere", "--out", "x");
        yield return Case("Option 'maker.split' (command line): found 'fair', expected one of official, source-disjoint.", "data", "make", "addnist", "--from", ".", "--out", "x", "--split", "fair");
        yield return Case("Unknown option 'maker.aspell' (command line)", "data", "make", "addnist", "--aspell", "--out", "x");
        yield return Case("Unknown option 'dataset' (command line); this command takes options of the maker: --set maker.option=value.", "data", "make", "addnist", "--from", ".", "--out", "x", "--set", "dataset.split=official");
        yield return Case("The task 'digits' is not made from sources; ", "data", "make", "digits", "--from", ".", "--out", "x");
        yield return Case("There is no folder '/nowhere'.", "data", "check", "/nowhere");
        yield return Case("Option --split: found 'all', expected train, validation or test.", "data", "show", "digits", "-o", "x.html", "--split", "all");
        yield return Case("Option --out: found 'x.gif', expected a name that ends in .html.", "data", "show", "digits", "-o", "x.gif");
        yield return Case("The task 'language' needs its data: say by --data in which folder they are.", "data", "show", "language", "-o", "x.html");
    }

    [OneTimeTearDown]
    public void DeleteHome() => _einspace.Dispose();

    [TestCaseSource(nameof(Cases))]
    public void Bad_input_gives_one_sentence_and_exit_code_2(string sentence, string[] arguments)
    {
        EinspaceCommand.Result result = _einspace.Run(arguments);

        Assert.Multiple(() =>
        {
            Assert.That(result.Error, Does.StartWith(sentence));
            Assert.That(result.Error.TrimEnd('\n'), Does.Not.Contain('\n'));
            Assert.That(result.Output, Is.Empty);
            Assert.That(result.ExitCode, Is.EqualTo(2));
        });
    }

    private static TestCaseData Case(string sentence, params string[] arguments) =>
        new TestCaseData(sentence, arguments).SetArgDisplayNames(string.Join(' ', arguments).Replace(Folders.Artifacts, ""));
}
