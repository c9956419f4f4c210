using System.Security.Cryptography;
using System.Text;
using Einspace.Sdk;

namespace Einspace.Host.Plugins;

/// <summary>Tells whether a plugin is the one that a study began with.</summary>
internal static class PluginFingerprint
{
    /// <summary>
    /// SHA-256, in hexadecimal, over <c>{relative path}\n{SHA-256 of the file}\n</c> of all files of the folder and below in
    /// ordinal order of paths with '/'; files of debug symbols (<c>.pdb</c>) do not count.
    /// </summary>
    /// <exception cref="InputException">A file cannot be read.</exception>
    public static string Of(string folder)
    {
        using IncrementalHash all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(path => !path.EndsWith(".pdb", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal))
        {
            all.AppendData(Encoding.UTF8.GetBytes($"{path}\n{OfFile(Path.Combine(folder, path))}\n"));
        }

        return Convert.ToHexStringLower(all.GetHashAndReset());
    }

    private static string OfFile(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"A file of the plugin cannot be read: {path}: {e.Message}", e);
        }
    }
}
