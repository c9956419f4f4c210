using System.Collections.Immutable;
using Einspace.UnseenNas.Npy;

namespace Einspace.UnseenNas.Tests.Folders;

/// <summary>A task of 2×3×2 images in 4 classes whose numbers tell split, example and place: easy to write and to break.</summary>
internal static class SmallTask
{
    public const int Classes = 4, Channels = 2, Area = 6;

    public static readonly ImmutableArray<long> Example = [Channels, 3, 2];

    private static readonly (string Name, int Count)[] Splits = [("train", 7), ("valid", 3), ("test", 2)];

    /// <summary>Writes the folder.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="element">Element type of the examples.</param>
    /// <param name="fortran">Order of the examples' axes.</param>
    /// <param name="bigEndian">Order of the examples' bytes.</param>
    public static void Write(string folder, NpyElement element = NpyElement.Float32, bool fortran = false, bool bigEndian = false)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "metadata"), """{"num_classes": 4, "input_shape": [50000, 2, 3, 2], "codename": "Small", "benchmark": 50.5}""");
        foreach ((string name, int count) in Splits)
        {
            using FileStream x = File.Create(Path.Combine(folder, $"{name}_x.npy"));
            NpyHeader header = new(element, bigEndian, fortran, [count, .. Example]);
            byte[] values = [.. Enumerable.Range(0, count).SelectMany(i => Raw(name, i))];
            switch (element)
            {
                case NpyElement.Float32:
                    NpyWriter.Write<float>(x, header, [.. values.Select(v => (float)v)]);
                    break;
                case NpyElement.Float64:
                    NpyWriter.Write<double>(x, header, [.. values.Select(v => (double)v)]);
                    break;
                case NpyElement.Int32:
                    NpyWriter.Write<int>(x, header, [.. values.Select(v => (int)v)]);
                    break;
                case NpyElement.Int64:
                    NpyWriter.Write<long>(x, header, [.. values.Select(v => (long)v)]);
                    break;
                case NpyElement.Int8:
                    NpyWriter.Write<sbyte>(x, header, [.. values.Select(v => (sbyte)v)]);
                    break;
                default:
                    NpyWriter.Write<byte>(x, header, values);
                    break;
            }

            WriteLabels(folder, name, [.. Enumerable.Range(0, count).Select(i => Label(i))]);
        }
    }

    public static void WriteLabels(string folder, string split, long[] labels)
    {
        using FileStream y = File.Create(Path.Combine(folder, $"{split}_y.npy"));
        NpyWriter.Write<long>(y, new(NpyElement.Int64, false, false, [labels.Length]), labels);
    }

    public static long Label(int example) => example % Classes;

    /// <summary>The numbers of an example as they stand in the file.</summary>
    public static byte[] Raw(string split, int example) =>
        [.. Enumerable.Range(0, Channels * Area).Select(place => (byte)((example * 18) + place + (split == "train" ? 0 : 1)))];

    /// <summary>An example normalised by hand: per channel by mean and unbiased deviation of the training split.</summary>
    public static float[] Normalised(string split, int example)
    {
        byte[] raw = Raw(split, example);
        return [.. raw.Select((value, place) => (float)((value - Mean(place / Area)) / Deviation(place / Area)))];
    }

    private static double Mean(int channel) => Training(channel).Average();

    private static double Deviation(int channel) =>
        Math.Sqrt(Training(channel).Sum(v => (v - Mean(channel)) * (v - Mean(channel))) / (Training(channel).Count() - 1));

    private static IEnumerable<double> Training(int channel) =>
        Enumerable.Range(0, Splits[0].Count).SelectMany(i => Raw("train", i).Skip(channel * Area).Take(Area)).Select(v => (double)v);
}
