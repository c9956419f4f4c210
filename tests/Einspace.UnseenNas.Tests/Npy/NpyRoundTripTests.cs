using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using Einspace.UnseenNas.Npy;
using FsCheck;
using FsCheck.Fluent;

namespace Einspace.UnseenNas.Tests.Npy;

internal sealed class NpyRoundTripTests
{
    /// <summary>A file's form: shape of up to four axes, order of axes, order of bytes, version.</summary>
    private static readonly Gen<(ImmutableArray<long> Shape, bool Fortran, bool BigEndian, int Version)> Forms =
        from axes in Gen.Choose(0, 4)
        from shape in Gen.Choose(1, 4).ArrayOf(axes)
        from fortran in Gen.Elements(false, true)
        from bigEndian in Gen.Elements(false, true)
        from version in Gen.Choose(1, 3)
        select (shape.Select(size => (long)size).ToImmutableArray(), fortran, bigEndian, version);

    [FsCheck.NUnit.Property(MaxTest = 60)]
    public Property Float32() => RoundTrip<float>(NpyElement.Float32);

    [FsCheck.NUnit.Property(MaxTest = 60)]
    public Property Float64() => RoundTrip<double>(NpyElement.Float64);

    [FsCheck.NUnit.Property(MaxTest = 60)]
    public Property UInt8() => RoundTrip<byte>(NpyElement.UInt8);

    [FsCheck.NUnit.Property(MaxTest = 60)]
    public Property Int8() => RoundTrip<sbyte>(NpyElement.Int8);

    [FsCheck.NUnit.Property(MaxTest = 60)]
    public Property Int32() => RoundTrip<int>(NpyElement.Int32);

    [FsCheck.NUnit.Property(MaxTest = 60)]
    public Property Int64() => RoundTrip<long>(NpyElement.Int64);

    /// <summary>The very bytes that numpy.save writes for arange(6, dtype='&lt;f4').reshape(2, 3).</summary>
    [Test]
    public void Writes_the_bytes_that_NumPy_writes()
    {
        using MemoryStream stream = new();
        NpyWriter.Write<float>(stream, new(NpyElement.Float32, false, false, [2, 3]), [0, 1, 2, 3, 4, 5]);

        byte[] data = [.. new float[] { 0, 1, 2, 3, 4, 5 }.SelectMany(BitConverter.GetBytes)];
        Assert.That(stream.ToArray(), Is.EqualTo((byte[])[.. NumPyHeader("'<f4', 'fortran_order': False"), .. data]));
    }

    /// <summary>The very bytes that numpy.save writes for asfortranarray(arange(6, dtype='&gt;i4').reshape(2, 3)).</summary>
    [Test]
    public void Writes_and_reads_the_bytes_that_NumPy_writes_for_the_other_orders()
    {
        byte[] expected = [.. NumPyHeader("'>i4', 'fortran_order': True"), .. new byte[] { 0, 3, 1, 4, 2, 5 }.SelectMany(value => new byte[] { 0, 0, 0, value })];
        using MemoryStream stream = new();
        NpyWriter.Write<int>(stream, new(NpyElement.Int32, true, true, [2, 3]), [0, 1, 2, 3, 4, 5]);
        Assert.That(stream.ToArray(), Is.EqualTo(expected));

        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["a.npy"], expected);
        using NpyFile file = NpyFile.Open(folder["a.npy"]);
        int[] row = new int[3];
        file.CopyRow<int>(1, row);
        Assert.That(row, Is.EqualTo(new[] { 3, 4, 5 }));
    }

    [Test]
    public void A_row_is_converted_to_the_type_asked_for()
    {
        using TemporaryFolder folder = new();
        using (FileStream stream = File.Create(folder["a.npy"]))
            NpyWriter.Write<byte>(stream, new(NpyElement.UInt8, false, false, [2, 2]), [1, 2, 254, 255]);
        using NpyFile file = NpyFile.Open(folder["a.npy"]);

        float[] row = new float[2];
        file.CopyRow<float>(1, row);

        Assert.That(row, Is.EqualTo(new[] { 254f, 255f }));
        Assert.That(() => file.CopyRow<float>(2, row), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => file.CopyRow<float>(-1, row), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static byte[] NumPyHeader(string elementAndOrder) =>
        [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.ASCII.GetBytes($"{{'descr': {elementAndOrder}, 'shape': (2, 3), }}".PadRight(117)), (byte)'\n'];

    private static Property RoundTrip<T>(NpyElement element)
        where T : unmanaged, INumberBase<T>
    {
        Gen<(NpyHeader Header, T[] Values, int Version)> arrays =
            from form in Forms
            from values in ArbMap.Default.GeneratorFor<T>().ArrayOf((int)form.Shape.Aggregate(1L, (a, b) => a * b))
            select (new NpyHeader(element, form.BigEndian, form.Fortran, form.Shape), values, form.Version);
        return Prop.ForAll(arrays.ToArbitrary(), array =>
        {
            using TemporaryFolder folder = new();
            using (FileStream stream = File.Create(folder["a.npy"]))
                NpyWriter.Write<T>(stream, array.Header, array.Values, array.Version);
            using NpyFile file = NpyFile.Open(folder["a.npy"]);

            Assert.That(file.Header.Shape, Is.EqualTo(array.Header.Shape));
            Assert.That(file.Header.Fortran, Is.EqualTo(array.Header.Fortran));
            T[] read = new T[array.Values.Length];
            for (int row = 0; row < file.Rows; row++)
                file.CopyRow(row, read.AsSpan(row * file.RowLength, file.RowLength));
            Assert.That(read, Is.EqualTo(array.Values));
        });
    }
}
