namespace Einspace.UnseenNas.Tests;

/// <summary>Public data that a machine may have in a folder <c>shared/data</c> beside or above the checkout.</summary>
internal static class SharedData
{
    /// <summary>The folder of a source; the test is skipped where it is absent.</summary>
    public static string Folder(string name)
    {
        for (DirectoryInfo? at = new(TestContext.CurrentContext.TestDirectory); at is not null; at = at.Parent)
        {
            string folder = Path.Combine(at.FullName, "shared", "data", name);
            if (Directory.Exists(folder))
                return folder;
        }

        Assert.Ignore($"There is no folder shared/data/{name} beside or above the checkout.");
        return "";
    }
}
