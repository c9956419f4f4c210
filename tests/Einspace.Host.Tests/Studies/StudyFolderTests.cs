using Einspace.Host.Studies;
using Einspace.Sdk;

namespace Einspace.Host.Tests.Studies;

internal sealed class StudyFolderTests
{
    private static readonly string Me = $"process {Environment.ProcessId} on {Environment.MachineName} since 20";

    [Test]
    public void A_lock_is_held_by_one_and_names_its_holder()
    {
        using TemporaryFolder folder = new();
        Assert.That(StudyLock.Holder(folder.Path), Is.Null);
        using (StudyLock.Take(folder.Path, TimeProvider.System))
        {
            Assert.That(() => StudyLock.Take(folder.Path, TimeProvider.System), Throws.TypeOf<InputException>().With.Message.Contains($"in use by {Me}"));
            Assert.That(StudyLock.Holder(folder.Path), Does.StartWith(Me));
        }

        Assert.That(StudyLock.Holder(folder.Path), Is.Null, "The lock was given back.");
        StudyLock.Take(folder.Path, TimeProvider.System).Dispose();
    }

    // Looking must neither keep a study from beginning nor show half a name.
    [Test]
    public async Task A_lock_can_be_looked_at_while_it_is_taken_and_given_back()
    {
        using TemporaryFolder folder = new();
        using CancellationTokenSource over = new();
        Task<HashSet<string?>>[] looking = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            HashSet<string?> seen = [];
            for (; !over.IsCancellationRequested; Thread.Sleep(1))
                seen.Add(StudyLock.Holder(folder.Path));
            return seen;
        }))];
        for (int i = 0; i < 60; i++)
        {
            using (StudyLock.Take(folder.Path, TimeProvider.System))
                Thread.Sleep(2);
        }

        await over.CancelAsync();
        foreach (HashSet<string?> seen in await Task.WhenAll(looking))
            Assert.That(seen, Is.All.Null.Or.EqualTo("another process").Or.StartsWith(Me).And.EndsWith("Z"));
    }

    [Test]
    public void What_is_there_instead_of_a_study_is_said()
    {
        using TemporaryFolder folder = new();
        using StudyBench begun = new();
        File.WriteAllText(begun.Folder.Journal, "");
        File.WriteAllText(begun.Folder.Configuration, "");
        string file = Path.Combine(folder.Path, "notes.txt"), left = Path.Combine(folder.Path, "left"), held = Path.Combine(folder.Path, "held");
        File.WriteAllText(file, "");
        Directory.CreateDirectory(left);
        Directory.CreateDirectory(held);
        StudyLock.Take(left, TimeProvider.System).Dispose();
        using StudyLock _ = StudyLock.Take(held, TimeProvider.System);

        Assert.Multiple(() =>
        {
            Expect(begun.Folder.Journal, $"{begun.Folder.Journal} is a file; a study is a folder, here {begun.Folder.Path}.");
            Expect(begun.Folder.Configuration, $"{begun.Folder.Configuration} is a file; a study is a folder, here {begun.Folder.Path}.");
            Expect(file, $"{file} is a file; a study is a folder with a journal.jsonl, by default below 'studies'.");
            Expect(folder.Path, $"The folder {folder.Path} holds no study: it has no journal.jsonl.");
            Expect(left, $"There is no study {left}; studies are folders, by default below 'studies'.");
            Expect(held, $"The study {held} has not begun yet: {StudyLock.Holder(held)} is making it ready.");
            Assert.That(StudyFolder.Existing(begun.Folder.Path), Is.EqualTo(begun.Folder));
        });

        static void Expect(string path, string sentence) =>
            Assert.That(() => StudyFolder.Existing(path), Throws.TypeOf<InputException>().With.Message.EqualTo(sentence));
    }
}
