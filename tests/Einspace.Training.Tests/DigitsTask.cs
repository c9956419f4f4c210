using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Plugins;

namespace Einspace.Training.Tests;

/// <summary>The embedded task, drawn into a temporary folder: 2,000 training and 1,000 validation images.</summary>
internal sealed class DigitsTask : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("einspace-digits").FullName;

    public DigitsTask()
    {
        // The factory is internal to its plugin: it is found as the host finds it, by its attribute.
        Type type = System.Reflection.Assembly.Load("Einspace.UnseenNas").GetTypes().Single(candidate =>
            candidate.GetCustomAttributes(typeof(ExportDatasetAttribute), false) is [ExportDatasetAttribute { Name: "digits" }]);
        DatasetFactory factory = (DatasetFactory)Activator.CreateInstance(type)!;
        OptionTree.Mapping options = OptionTree.Empty
            .With("train", new OptionTree.Scalar("2000")).With("validation", new OptionTree.Scalar("1000")).With("test", new OptionTree.Scalar("10"));
        IDataset dataset = factory.Create(OptionBinder.Bind(factory.OptionsType, options));
        dataset.Prepare(_folder, null, CancellationToken.None);
        Data = dataset.Open(_folder, Purpose.Search);
    }

    public ITaskData Data { get; }

    public void Dispose()
    {
        Data.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
