using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Einspace.Sdk;

namespace Einspace.UnseenNas.Npy;

/// <summary>
/// An .npy file, memory-mapped, read by rows: row i is what the first axis' index i selects, its elements with the last axis
/// varying fastest. Safe for concurrent readers.
/// </summary>
internal sealed unsafe partial class NpyFile : IRows, IDisposable
{
    // MADV_DONTNEED.
    private const int NotNeeded = 4;

    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _view;
    private readonly byte* _data;
    private readonly void* _memory;

    // Places of a row's elements relative to its first, counted in elements; null where they simply follow one another.
    private readonly long[]? _places;
    private readonly bool _swap;
    private int _disposed;

    private NpyFile(string path, NpyHeader header)
    {
        Path = path;
        Header = header;
        Rows = header.Shape.IsEmpty ? 1 : header.Shape[0];
        RowLength = Rows == 0 ? 0 : checked((int)(header.Count / Rows));
        _swap = header.BigEndian == BitConverter.IsLittleEndian && header.Element.Size() > 1;
        if (header.Fortran && header.Shape.Length > 1)
            _places = FortranPlaces(header.Shape.AsSpan(), RowLength);
    }

    private NpyFile(string path, NpyHeader header, FileStream stream)
        : this(path, header)
    {
        // An empty mapping cannot be made. Nothing that may throw comes after the pointer, which only Dispose gives back.
        long offset = stream.Position;
        if (header.DataLength == 0)
            return;
        _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        try
        {
            _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            byte* start = null;
            _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
            _data = start + _view.PointerOffset + offset;
        }
        catch
        {
            _view?.Dispose();
            _file.Dispose();
            throw;
        }
    }

    private NpyFile(string path, NpyHeader header, Stream stream)
        : this(path, header)
    {
        _memory = NativeMemory.Alloc(checked((nuint)header.DataLength));
        _data = (byte*)_memory;
        try
        {
            using UnmanagedMemoryStream memory = new(_data, 0, header.DataLength, FileAccess.Write);
            stream.CopyTo(memory);
            if (memory.Position != header.DataLength)
                throw new InputException($"{path} is truncated: its header promises {header.ShapeText} elements of {header.Element}, {header.DataLength} bytes, and {memory.Position} follow.");
        }
        catch (NotSupportedException e)
        {
            NativeMemory.Free(_memory);
            throw new InputException($"{path} is longer than it should be: its header promises {header.ShapeText} elements of {header.Element}, {header.DataLength} bytes, and more follow.", e);
        }
        catch
        {
            NativeMemory.Free(_memory);
            throw;
        }
    }

    /// <summary>The file's path.</summary>
    public string Path { get; }

    /// <summary>What the file says of itself.</summary>
    public NpyHeader Header { get; }

    /// <summary>Size of the first axis; 1 for a single number.</summary>
    public long Rows { get; }

    /// <summary>The number of elements of a row.</summary>
    public int RowLength { get; }

    /// <summary>Maps a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">There is no such file, or it is truncated, too long, or of a kind that is not read.</exception>
    public static NpyFile Open(string path) => Open(path, stream => (path, NpyHeader.Read(stream, path), stream.Length));

    /// <summary>Maps an array that lies somewhere in a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="find">
    /// Leaves the stream where the data begin, and tells the array's name for messages, what it is, and where in the file it ends.
    /// </param>
    /// <exception cref="InputException">There is no such file, or it is truncated, too long, or of a kind that is not read.</exception>
    public static NpyFile Open(string path, Func<FileStream, (string Name, NpyHeader Header, long End)> find)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            (string name, NpyHeader header, long end) = find(stream);
            long held = end - stream.Position;
            if (held != header.DataLength)
            {
                string what = held < header.DataLength ? "is truncated" : "is longer than it should be";
                throw new InputException($"{name} {what}: its header promises {header.ShapeText} elements of {header.Element}, {header.DataLength} bytes, and {held} follow.");
            }

            return new NpyFile(name, header, stream);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path} is missing.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {e.Message}", e);
        }
        catch (OverflowException e)
        {
            throw new InputException($"{path} has rows of more than {int.MaxValue} elements.", e);
        }
    }

    /// <summary>Reads an array into memory, from a stream that cannot be mapped.</summary>
    /// <param name="name">The array's name, for messages.</param>
    /// <param name="stream">The .npy file from its beginning.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <exception cref="InputException">It is truncated, too long, or of a kind that is not read.</exception>
    public static NpyFile Read(string name, Stream stream, long length)
    {
        NpyHeader header = NpyHeader.Read(stream, name);

        // Before memory is asked for: headers may promise anything.
        return header.DataLength <= length ? new(name, header, stream)
            : throw new InputException($"{name} is truncated: its header promises {header.ShapeText} elements of {header.Element}, {header.DataLength} bytes, and it has {length} in all.");
    }

    /// <summary>A row of float32 where it lies in the mapped file; empty where elements are of another type, order of bytes or order of axes.</summary>
    /// <param name="row">From 0 to <see cref="Rows"/> − 1.</param>
    /// <returns><see cref="RowLength"/> numbers, valid until the file is disposed.</returns>
    public ReadOnlySpan<float> RowInPlace(long row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        return Header.Element == NpyElement.Float32 && _places is null && !_swap ? new((float*)_data + (row * RowLength), RowLength) : [];
    }

    /// <summary>Copies a row, each element converted.</summary>
    /// <typeparam name="T">The type to convert to; a value that it cannot hold is rounded or saturates.</typeparam>
    /// <param name="row">From 0 to <see cref="Rows"/> − 1.</param>
    /// <param name="destination">Receives <see cref="RowLength"/> elements.</param>
    public void CopyRow<T>(long row, Span<T> destination)
        where T : unmanaged, INumberBase<T> => Copy(row, 0, destination[..RowLength]);

    /// <inheritdoc/>
    public void CopyPart(long row, int from, Span<float> part) => Copy(row, from, part);

    /// <inheritdoc/>
    public void Forget()
    {
        if (_view is not null && OperatingSystem.IsLinux())
            _ = Advise(_view.SafeMemoryMappedViewHandle.DangerousGetHandle(), (nuint)_view.SafeMemoryMappedViewHandle.ByteLength, NotNeeded);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Memory that is freed twice takes the process with it.
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        if (_view is not null)
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
        }

        _file?.Dispose();
        NativeMemory.Free(_memory);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);

    private static long[] FortranPlaces(ReadOnlySpan<long> shape, int length)
    {
        long[] places = new long[length];
        for (int i = 0; i < length; i++)
        {
            long rest = i, stride = 1;
            foreach (long size in shape)
                stride *= size;
            for (int axis = shape.Length - 1; axis > 0; axis--)
            {
                stride /= shape[axis];
                places[i] += rest % shape[axis] * stride;
                rest /= shape[axis];
            }
        }

        return places;
    }

    private void Copy<T>(long row, int from, Span<T> destination)
        where T : unmanaged, INumberBase<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, RowLength - destination.Length);
        switch (Header.Element)
        {
            case NpyElement.Float32:
                Copy<float, uint, T>(row, from, destination);
                break;
            case NpyElement.Float64:
                Copy<double, ulong, T>(row, from, destination);
                break;
            case NpyElement.UInt8:
                Copy<byte, byte, T>(row, from, destination);
                break;
            case NpyElement.Int8:
                Copy<sbyte, byte, T>(row, from, destination);
                break;
            case NpyElement.Int32:
                Copy<int, uint, T>(row, from, destination);
                break;
            default:
                Copy<long, ulong, T>(row, from, destination);
                break;
        }
    }

    private void Copy<TStored, TBits, T>(long row, int from, Span<T> destination)
        where TStored : unmanaged, INumberBase<TStored>
        where TBits : unmanaged, IBinaryInteger<TBits>
        where T : unmanaged, INumberBase<T>
    {
        TStored* stored = (TStored*)_data + (_places is null ? row * RowLength : row);
        if (typeof(TStored) == typeof(T) && _places is null && !_swap)
        {
            new ReadOnlySpan<T>(stored + from, destination.Length).CopyTo(destination);
            return;
        }

        for (int i = 0; i < destination.Length; i++)
        {
            TStored value = Unsafe.ReadUnaligned<TStored>(stored + (_places is null ? from + i : _places[from + i]));
            if (_swap)
                value = Swapped<TStored, TBits>(value);
            destination[i] = T.CreateTruncating(value);
        }
    }

    private static TStored Swapped<TStored, TBits>(TStored value)
        where TStored : unmanaged
        where TBits : unmanaged, IBinaryInteger<TBits>
    {
        TBits bits = Unsafe.BitCast<TStored, TBits>(value);
        Span<byte> bytes = MemoryMarshal.AsBytes(new Span<TBits>(ref bits));
        bytes.Reverse();
        return Unsafe.BitCast<TBits, TStored>(bits);
    }
}
