using System.Security.Cryptography;
using System.Text;
using Einspace.Host.Configuration;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Studies.Configuration;

/// <summary>Where the data of a task lie.</summary>
internal static class TaskDataFolder
{
    /// <summary>The folder that the user named; for a task that makes its own data, without one, a folder of the cache.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="given">What <c>--data</c> says; may be null.</param>
    /// <param name="dataset">The task's dataset.</param>
    /// <param name="options">The dataset's bound options.</param>
    /// <exception cref="InputException">The task needs a folder and none was named.</exception>
    public static string Find(string task, string? given, IDataset dataset, object options)
    {
        if (given is not null)
            return Path.GetFullPath(given);
        if (dataset.NeedsFolder)
            throw new InputException($"The task '{task}' needs its data: say by --data in which folder they are.");
        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes(OptionYaml.Write(OptionBinder.Write(options))));
        return Path.Combine(UserFolders.Cache, "data", $"{task}-{Convert.ToHexStringLower(digest.AsSpan(0, 4))}");
    }
}
