namespace Einspace.EndToEnd.Tests;

/// <summary>Where the built things lie.</summary>
internal static class Folders
{
    /// <summary>The checkout: the first folder above this assembly that holds the solution.</summary>
    public static string Checkout { get; } = Find(AppContext.BaseDirectory);

    public static string Artifacts => Path.Combine(Checkout, "artifacts");

    public static string Fixture(string situation) => Path.Combine(Artifacts, "fixtures", situation);

    public static string Temporary() => Directory.CreateTempSubdirectory("einspace-test-").FullName;

    public static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public static void Empty(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder))
            File.Delete(file);
    }

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "Einspace.Framework.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside of the checkout."));
}
