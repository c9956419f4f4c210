using System.Security.Cryptography;
using System.Text;

namespace Einspace.UnseenNas.Folders;

/// <summary>
/// A digest of a task's files that survives copying and does not read all of large ones: of each file its name, its length, its
/// beginning, its end and 64 places in between.
/// </summary>
internal static class FolderFingerprint
{
    private const int Ends = 1 << 16, Probe = 1 << 12, Probes = 64;

    /// <summary>Digests files of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="names">Names of files that exist there.</param>
    /// <returns>32 hexadecimal digits.</returns>
    public static string Of(string folder, params IEnumerable<string> names)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[Ends];
        foreach (string name in names)
        {
            using FileStream stream = new(Path.Combine(folder, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n{stream.Length}\n"));
            Append(stream, 0, Ends);
            for (int i = 1; i <= Probes; i++)
                Append(stream, (long)((double)stream.Length * i / (Probes + 1)), Probe);
            Append(stream, Math.Max(0, stream.Length - Ends), Ends);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));

        void Append(FileStream stream, long from, int length)
        {
            stream.Position = from;
            hash.AppendData(buffer.AsSpan(0, stream.ReadAtLeast(buffer.AsSpan(0, length), length, throwOnEndOfStream: false)));
        }
    }
}
