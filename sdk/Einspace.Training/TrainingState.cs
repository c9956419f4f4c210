using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;
using Einspace.Training.Backends;
using Einspace.Training.Networks;

namespace Einspace.Training;

/// <summary>
/// All that a training is between two epochs: parameters, the buffers of batch normalisation, and the optimiser's velocities. The
/// learning rate, the order of the data and whatever else is drawn follow from the seed and the epoch's number, so that they need
/// not be kept.
/// </summary>
/// <remarks>
/// A checkpoint holds, little-endian: eight letters that name the format; a text that names the training (network, seed, horizon,
/// epoch); the last epoch's metrics; every tensor with its number of elements; and the SHA-256 of all that. It is written beside its
/// place and then renamed, so that there is a whole one or none.
/// </remarks>
internal sealed class TrainingState(ITensorBackend backend, GraphNetwork network, Tensor[] velocities)
{
    private const string Format = "EINCKPT1";
    private readonly Tensor[] _tensors = [.. network.Parameters, .. velocities];

    /// <summary>Writes a checkpoint.</summary>
    /// <param name="file">Where; what is there is replaced.</param>
    /// <param name="request">The training.</param>
    /// <param name="epoch">How many epochs it has run.</param>
    /// <param name="metrics">The metrics of the last one.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public void Save(string file, EvaluationRequest request, int epoch, ImmutableSortedDictionary<string, double> metrics)
    {
        string beside = file + ".tmp";
        try
        {
            using (FileStream stream = new(beside, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            using (SHA256 hash = SHA256.Create())
            {
                using (CryptoStream hashed = new(stream, hash, CryptoStreamMode.Write, leaveOpen: true))
                using (BinaryWriter writer = new(hashed, Encoding.UTF8))
                    Write(writer, Name(request, epoch), metrics);
                stream.Write(hash.Hash);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The checkpoint {file} cannot be written: {e.Message} The same command goes on once it can.", e);
        }
    }

    /// <summary>Takes the training up where a checkpoint left it.</summary>
    /// <param name="file">The checkpoint.</param>
    /// <param name="request">The training, at its segment's beginning.</param>
    /// <returns>The metrics of the last epoch before.</returns>
    /// <exception cref="CheckpointException">It is missing, damaged, or of another training; nothing was changed.</exception>
    public ImmutableSortedDictionary<string, double> Load(string file, EvaluationRequest request)
    {
        try
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            RefuseDamaged(stream, file);
            using BinaryReader reader = new(stream, Encoding.UTF8);
            return Read(reader, Name(request, request.Fidelity.From), file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"The checkpoint {file} cannot be read: {e.Message}");
        }
    }

    private static string Name(EvaluationRequest request, int epoch) =>
        FormattableString.Invariant($"network {request.GraphHash}, seed {request.Seed}, epoch {epoch} of {request.Fidelity.Horizon}");

    private static void RefuseDamaged(FileStream stream, string file)
    {
        long length = stream.Length - SHA256.HashSizeInBytes;
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 16];
        for (long left = length; left > 0;)
        {
            int read = stream.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            hash.AppendData(buffer, 0, read);
            left -= read;
        }

        byte[] seal = new byte[SHA256.HashSizeInBytes];
        if (length <= 0 || stream.ReadAtLeast(seal, seal.Length, throwOnEndOfStream: false) < seal.Length || !seal.AsSpan().SequenceEqual(hash.GetHashAndReset()))
            throw new CheckpointException($"The checkpoint {file} is damaged: it does not match its checksum.");
        stream.Position = 0;
    }

    private void Write(BinaryWriter writer, string name, ImmutableSortedDictionary<string, double> metrics)
    {
        writer.Write(Encoding.ASCII.GetBytes(Format));
        writer.Write(name);
        writer.Write(metrics.Count);
        foreach ((string metric, double value) in metrics)
        {
            writer.Write(metric);
            writer.Write(value);
        }

        foreach (Tensor tensor in _tensors)
        {
            float[] values = new float[ElementsOf(tensor)];
            backend.Read(tensor, values);
            writer.Write((long)values.Length);
            writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        }
    }

    private ImmutableSortedDictionary<string, double> Read(BinaryReader reader, string name, string file)
    {
        if (Encoding.ASCII.GetString(reader.ReadBytes(Format.Length)) != Format)
            throw new CheckpointException($"The checkpoint {file} is of a format that this version does not read.");
        if (reader.ReadString() is var found && found != name)
            throw new CheckpointException($"The checkpoint {file} is of another training: {found}; expected {name}.");
        var metrics = ImmutableSortedDictionary.CreateBuilder<string, double>();
        for (int left = reader.ReadInt32(); left > 0; left--)
            metrics.Add(reader.ReadString(), reader.ReadDouble());
        foreach (Tensor tensor in _tensors)
        {
            float[] values = new float[ElementsOf(tensor)];
            if (reader.ReadInt64() is var count && count != values.Length)
                throw new CheckpointException($"The checkpoint {file} has a tensor of {count} elements where the network has {values.Length}.");
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            backend.Write(tensor, values);
        }

        return metrics.ToImmutable();
    }

    private long ElementsOf(Tensor tensor) => backend.Shape(tensor).Aggregate(1L, (product, size) => checked(product * size));
}
