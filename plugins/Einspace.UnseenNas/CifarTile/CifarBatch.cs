using Einspace.Sdk;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Making;

namespace Einspace.UnseenNas.CifarTile;

/// <summary>A file of CIFAR-10's binary version: for each image a byte for the label, then 3×32×32 bytes.</summary>
internal sealed class CifarBatch
{
    /// <summary>Side of an image, in pixels, channels, and classes.</summary>
    public const int Side = 32, Channels = 3, Classes = 10;

    private const int PixelBytes = Channels * Side * Side, Record = 1 + PixelBytes;

    private readonly SourceBytes _source;

    private CifarBatch(SourceBytes source) => _source = source;

    /// <summary>The file's name and digest.</summary>
    public SourceFile File => _source.File;

    /// <summary>What the images are called in the provenance record.</summary>
    public string Kind => $"images of {SourceBytes.PlainName(_source.Path)}";

    /// <summary>All images.</summary>
    public IEnumerable<CifarImage> Images => Enumerable.Range(0, _source.Bytes.Length / Record).Select(number => new CifarImage(this, number));

    /// <summary>Reads a batch.</summary>
    /// <param name="folder">The folder with the binary batches.</param>
    /// <param name="name">The file's name, for example <c>test_batch.bin</c>; it may be compressed (.gz).</param>
    /// <returns>The batch; null when there is no such file.</returns>
    /// <exception cref="InputException">The file is damaged.</exception>
    public static CifarBatch? Read(string folder, string name)
    {
        if (SourceBytes.Find(folder, name) is not { } path)
            return null;
        CifarBatch batch = new(SourceBytes.Read(path));
        int length = batch._source.Bytes.Length;
        if (length == 0 || length % Record != 0)
            throw new InputException($"{path} is truncated or no batch of CIFAR-10's binary version: it has {length} bytes, and {Record} for each image were expected.");
        foreach (CifarImage image in batch.Images)
        {
            if (image.Label >= Classes)
                throw new InputException($"{path} holds the label {image.Label} at image {image.Number}; 0 to {Classes - 1} was expected.");
        }

        return batch;
    }

    /// <summary>An image's label.</summary>
    public int Label(int number) => _source.Bytes[number * Record];

    /// <summary>An image's values.</summary>
    public ReadOnlySpan<byte> Pixels(int number) => _source.Bytes.AsSpan((number * Record) + 1, PixelBytes);
}
