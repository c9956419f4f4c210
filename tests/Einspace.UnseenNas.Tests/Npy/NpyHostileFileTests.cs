using System.Text;
using Einspace.UnseenNas.Npy;
using FsCheck;
using FsCheck.Fluent;

namespace Einspace.UnseenNas.Tests.Npy;

internal sealed class NpyHostileFileTests
{
    private const string Good = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCase("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", "Python objects")]
    [TestCase("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (2,), }", "records with fields")]
    [TestCase("{'descr': '<f2', 'fortran_order': False, 'shape': (2,), }", "type '<f2'")]
    [TestCase("{'descr': '<U3', 'fortran_order': False, 'shape': (2,), }", "type '<U3'")]
    [TestCase("{'descr': '', 'fortran_order': False, 'shape': (2,), }", "type ''")]
    [TestCase("{'descr': '<f4', 'fortran_order': 0, 'shape': (2,), }", "True or False was expected")]
    [TestCase("{'descr': '<f4', 'fortran_order': False, 'shape': (-2,), }", "size of an axis")]
    [TestCase("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }", "size of an axis")]
    [TestCase("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4), }", "more elements than any file")]
    [TestCase("{'descr': '<f4', 'fortran_order': False, 'shape': (2 3), }", "')' was expected")]
    [TestCase("{'descr': '<f4', 'fortran_order': False, }", "is missing")]
    [TestCase("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "unknown or there twice")]
    [TestCase("{'descr': __import__('os'), 'fortran_order': False, 'shape': (2,), }", "quoted text was expected")]
    [TestCase("{'descr': '<f4", "does not end")]
    [TestCase("", "'{' was expected")]
    public void A_header_that_is_not_understood_is_refused(string text, string reason) =>
        Assert.That(() => Open(File(text)), Throws.InstanceOf<InputException>().With.Message.Contains(reason).And.Message.Contains("a.npy"));

    [TestCase("{\"shape\": (2, ), \"descr\": \"<f4\", \"fortran_order\": False}")]
    [TestCase("{ 'fortran_order' :False ,'shape':(2L,),'descr':'=f4'}")]
    public void Other_spellings_of_the_same_header_are_read(string text)
    {
        using NpyFile file = NpyFile.Open(Write(File(text)));
        Assert.That((file.Header.Element, file.Rows, file.RowLength), Is.EqualTo((NpyElement.Float32, 2L, 1)));
    }

    [Test]
    public void Every_truncation_is_refused()
    {
        byte[] whole = File(Good);
        for (int length = 0; length < whole.Length; length++)
            Assert.That(() => Open(whole[..length]), Throws.InstanceOf<InputException>(), $"{length} of {whole.Length} bytes");
    }

    [Test]
    public void Bytes_after_the_data_are_refused() =>
        Assert.That(() => Open([.. File(Good), 0]), Throws.InstanceOf<InputException>().With.Message.Contains("longer"));

    [Test]
    public void A_version_from_the_future_is_refused()
    {
        byte[] bytes = File(Good);
        bytes[6] = 4;
        Assert.That(() => Open(bytes), Throws.InstanceOf<InputException>().With.Message.Contains("version 4"));
    }

    [Test]
    public void A_header_of_gigabytes_is_refused_before_it_is_read()
    {
        byte[] bytes = [.. File(Good)[..6], 2, 0, 0xff, 0xff, 0xff, 0x7f, (byte)'{'];
        Assert.That(() => Open(bytes), Throws.InstanceOf<InputException>().With.Message.Contains("2147483647 bytes"));
    }

    [Test]
    public void A_missing_file_is_named() =>
        Assert.That(() => NpyFile.Open(_folder["none.npy"]), Throws.InstanceOf<InputException>().With.Message.Contains("none.npy is missing"));

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public Property Changed_bytes_never_do_more_than_be_refused() => Prop.ForAll<byte, ushort>(ReadChanged);

    private void ReadChanged(byte value, ushort place)
    {
        byte[] bytes = File(Good);
        bytes[place % bytes.Length] = value;
        try
        {
            using NpyFile file = NpyFile.Open(Write(bytes));
            double[] row = new double[file.RowLength];
            for (int i = 0; i < file.Rows; i++)
                file.CopyRow<double>(i, row);
        }
        catch (InputException e)
        {
            Assert.That(e.Message, Does.Contain("a.npy"));
        }
    }

    /// <summary>A version 1 file with a header's text and the data of two float32.</summary>
    private static byte[] File(string text) =>
        [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, 0, .. Encoding.Latin1.GetBytes(text), 0, 0, 0, 0, 0, 0, 0, 0];

    private string Write(byte[] bytes)
    {
        System.IO.File.WriteAllBytes(_folder["a.npy"], bytes);
        return _folder["a.npy"];
    }

    private void Open(byte[] bytes) => NpyFile.Open(Write(bytes)).Dispose();
}
