using System.Globalization;
using Einspace.UnseenNas.Npy;

namespace Einspace.UnseenNas.Tests.Npy;

/// <summary>What is forgotten is no longer in memory, and is read again from the file.</summary>
internal sealed class NpyForgetTests
{
    private const int Rows = 64, RowLength = 1 << 18;

    [Test]
    public void Forgotten_rows_leave_memory_and_come_back()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Ignore("Memory is given back on Linux alone.");
        using TemporaryFolder folder = new();
        using (FileStream stream = File.Create(folder["x.npy"]))
        {
            new NpyHeader(NpyElement.Float32, false, false, [Rows, RowLength]).Write(stream);
            byte[] row = new byte[RowLength * sizeof(float)];
            for (int i = 0; i < Rows; i++)
            {
                BitConverter.TryWriteBytes(row, (float)i);
                stream.Write(row);
            }
        }

        using NpyFile file = NpyFile.Open(folder["x.npy"]);
        ReadAll(file);
        long before = MappedKilobytes();
        file.Forget();
        long after = MappedKilobytes();
        ReadAll(file);

        Assert.That(before - after, Is.GreaterThan(32 * 1024), "of 64 MiB that were read");
    }

    private static void ReadAll(NpyFile file)
    {
        float[] row = new float[RowLength];
        for (int i = 0; i < Rows; i++)
        {
            file.CopyRow<float>(i, row);
            Assert.That(row[0], Is.EqualTo(i));
        }
    }

    private static long MappedKilobytes() => long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("RssFile:", StringComparison.Ordinal)).Split(':', StringSplitOptions.TrimEntries)[1].Split(' ')[0],
        CultureInfo.InvariantCulture);
}
