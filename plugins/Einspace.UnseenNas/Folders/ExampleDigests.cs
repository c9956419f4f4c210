using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Einspace.UnseenNas.Npy;

namespace Einspace.UnseenNas.Folders;

/// <summary>A digest of each example of a split, as float32 like networks see it: equal examples have equal ones, whatever their files' types.</summary>
internal sealed class ExampleDigests
{
    private readonly Dictionary<UInt128, int> _counts = [];

    /// <summary>Reads all examples of a split.</summary>
    /// <param name="examples">The split's examples, a row each.</param>
    /// <param name="read">Told of each example that was read.</param>
    /// <param name="cancellation">Stops the work.</param>
    public ExampleDigests(IRows examples, Action read, CancellationToken cancellation)
    {
        float[] example = new float[examples.RowLength];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        for (int i = 0; i < examples.Rows; i++)
        {
            if (i % 1024 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                examples.Forget();
            }

            examples.CopyRow(i, example);
            SHA256.HashData(MemoryMarshal.AsBytes(example.AsSpan()), digest);
            ref int count = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, BinaryPrimitives.ReadUInt128LittleEndian(digest), out _);
            count++;
            read();
        }

        Examples = (int)examples.Rows;
    }

    /// <summary>The number of examples.</summary>
    public int Examples { get; }

    /// <summary>How many examples equal an earlier one.</summary>
    public int Repeated => Examples - _counts.Count;

    /// <summary>How many of these examples equal one of another split.</summary>
    public int Shared(ExampleDigests other) => _counts.Where(digest => other._counts.ContainsKey(digest.Key)).Sum(digest => digest.Value);
}
