using System.Buffers.Binary;
using System.IO.Compression;

namespace Einspace.UnseenNas.Tests.Mnist;

/// <summary>Files of MNIST's format whose images tell what they are: byte 0 the digit, bytes 1 and 2 the number, byte 3 the part (T: train, t: t10k).</summary>
internal static class FakeMnist
{
    public static void Write(string folder, string part, int count, bool compressed = false)
    {
        Directory.CreateDirectory(folder);
        byte[] images = new byte[count * 784], labels = new byte[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)(i * 7 % 10);
            images[i * 784] = labels[i];
            BinaryPrimitives.WriteUInt16LittleEndian(images.AsSpan((i * 784) + 1), (ushort)i);
            images[(i * 784) + 3] = (byte)(part == "train" ? 'T' : 't');
        }

        WriteIdx(Path.Combine(folder, $"{part}-images-idx3-ubyte"), [count, 28, 28], images, compressed);
        WriteIdx(Path.Combine(folder, $"{part}-labels-idx1-ubyte"), [count], labels, compressed);
    }

    public static void WriteIdx(string path, int[] shape, byte[] data, bool compressed = false)
    {
        byte[] header = new byte[4 + (4 * shape.Length)];
        (header[2], header[3]) = (8, (byte)shape.Length);
        for (int axis = 0; axis < shape.Length; axis++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * axis)), shape[axis]);
        using Stream stream = compressed ? new GZipStream(File.Create(path + ".gz"), CompressionLevel.Fastest) : File.Create(path);
        stream.Write(header);
        stream.Write(data);
    }
}
