using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Npy;
using Einspace.UnseenNas.Tasks;

// What reading a task costs: dotnet run -c Release --project bench/Einspace.Bench.Data [-- TRAINING EXAMPLES [FOLDER]]
// Goals: opening under 50 ms, a shuffled batch of 256 of 3×64×64 under 1 ms. 45,000 examples are CIFARTile's own 2.2 GB.
// The peer holds as many numbers in memory as a batch is drawn from and gathers by Array.Copy, without normalising.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Batch = 256, Rounds = 200;
int train = args.Length > 0 ? int.Parse(args[0]) : 5000;
string temporary = Directory.CreateTempSubdirectory("einspace-bench-data-").FullName;
Environment.SetEnvironmentVariable("XDG_CACHE_HOME", Path.Combine(temporary, "cache"));
try
{
    string folder = args.Length > 1 ? args[1] : Path.Combine(temporary, "data");
    if (!Directory.Exists(folder))
        WriteTask(folder, train);
    FolderDataset dataset = new(PublishedTasks.CifarTile);
    Console.WriteLine($"first preparation, which reads all training examples: {Time(() => dataset.Prepare(folder, null, default)):0} ms");
    Console.WriteLine($"preparing again: {Median(20, () => dataset.Prepare(folder, null, default)):0.0} ms");
    Console.WriteLine($"opening: {Median(20, () => dataset.Open(folder, Purpose.Final).Dispose()):0.0} ms (goal: under 50)");

    using ITaskData data = dataset.Open(folder, Purpose.Search);
    int size = (int)data.Spec.Input.Elements, count = data.Count(DataSplit.Train);
    long anonymous = Memory("RssAnon");
    float[] batch = new float[Batch * size];
    int[] order = [.. Enumerable.Range(0, count)];
    RandomStream.Derive(0, "bench").Shuffle(order.AsSpan());
    double epoch = Time(() =>
    {
        for (int from = 0; from + Batch <= count; from += Batch)
            data.Gather(DataSplit.Train, order.AsSpan(from, Batch), batch);
    });
    Console.WriteLine($"one epoch of {count} examples: {epoch:0} ms; memory of its own grew by {Memory("RssAnon") - anonymous} MiB, {batch.Length * 4 >> 20} of them the batch ({Memory("RssFile")} MiB are pages of the files, which the system takes back when it wants)");

    float[] held = new float[Math.Min(count, 5000) * size];
    data.Gather(DataSplit.Train, [.. Enumerable.Range(0, held.Length / size)], held);
    int at = 0;
    ReadOnlySpan<int> Next()
    {
        at = (at + Batch) % (order.Length - Batch);
        return order.AsSpan(at, Batch);
    }

    double[] ours = new double[Rounds], peer = new double[Rounds];
    for (int round = 0; round < Rounds; round++)
    {
        ours[round] = Time(() => data.Gather(DataSplit.Train, Next(), batch));
        peer[round] = Time(() =>
        {
            ReadOnlySpan<int> indices = Next();
            for (int i = 0; i < indices.Length; i++)
                Array.Copy(held, (long)(indices[i] % (held.Length / size)) * size, batch, (long)i * size, size);
        });
    }

    Array.Sort(ours);
    Array.Sort(peer);
    Console.WriteLine($"a shuffled batch of {Batch} of {data.Spec.Input}, mapped and normalised: median {ours[Rounds / 2]:0.00} ms, least {ours[0]:0.00} ms (goal: under 1)");
    Console.WriteLine($"the peer, Array.Copy in memory, not normalised: median {peer[Rounds / 2]:0.00} ms, least {peer[0]:0.00} ms");
    Console.WriteLine($"ratio: {ours[Rounds / 2] / peer[Rounds / 2]:0.00} of the medians, {ours[0] / peer[0]:0.00} of the least");
}
finally
{
    Directory.Delete(temporary, recursive: true);
}

static void WriteTask(string folder, int train)
{
    Directory.CreateDirectory(folder);
    PublishedTask task = PublishedTasks.CifarTile;
    float[] example = new float[task.Shape.Aggregate(1L, (a, b) => a * b)];
    foreach ((DataSplit split, int count) in new[] { (DataSplit.Train, train), (DataSplit.Validation, train / 3), (DataSplit.Test, train / 5) })
    {
        using FileStream x = new(Path.Combine(folder, FolderSplit.ExamplesFile(split)), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        new NpyHeader(NpyElement.Float32, false, false, [count, .. task.Shape]).Write(x);
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < example.Length; j++)
                example[j] = ((i * 31) + (j * 17)) % 255;
            x.Write(MemoryMarshal.AsBytes(example.AsSpan()));
        }

        using FileStream y = File.Create(Path.Combine(folder, FolderSplit.LabelsFile(split)));
        NpyWriter.Write<long>(y, new(NpyElement.Int64, false, false, [count]), [.. Enumerable.Range(0, count).Select(i => (long)i % task.Classes.Length)]);
    }

    new FolderMetadata(task.Classes.Length, task.Shape, task.Codename, null).Write(folder, train);
}

static double Time(Action work)
{
    long start = Stopwatch.GetTimestamp();
    work();
    return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
}

static double Median(int times, Action work)
{
    double[] all = [.. Enumerable.Range(0, times).Select(_ => Time(work)).Order()];
    return all[times / 2];
}

static long Memory(string name) =>
    long.Parse(File.ReadLines("/proc/self/status").Single(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]) / 1024;
