using System.Text;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk;

namespace Einspace.Host.Tests.Studies;

internal sealed class JournalTests
{
    [Test]
    public async Task A_journal_reads_back_as_it_was_written()
    {
        using StudyBench bench = new();
        List<JournalRecord> written = [];
        await bench.RunAsync(new Collector(written));

        Assert.That(bench.Records().Select(JournalLine.Text), Is.EqualTo(written.Select(JournalLine.Text)));
    }

    [Test]
    public async Task A_last_record_torn_at_any_byte_is_left_out()
    {
        using StudyBench bench = new();
        await bench.RunAsync();
        byte[] whole = File.ReadAllBytes(bench.Folder.Journal);
        int records = bench.Records().Length;
        int last = whole.AsSpan()[..^1].LastIndexOf((byte)'\n') + 1;

        for (int length = last; length < whole.Length; length++)
        {
            File.WriteAllBytes(bench.Folder.Journal, whole[..length]);
            JournalContent content = JournalReader.Read(bench.Folder.Journal);
            Assert.That((content.Records.Length, content.Length, content.Torn), Is.EqualTo((records - 1, last, length - last)));
        }
    }

    [Test]
    public async Task What_is_torn_is_cut_off_before_anything_is_appended()
    {
        using StudyBench bench = new();
        await bench.RunAsync();
        byte[] whole = File.ReadAllBytes(bench.Folder.Journal);
        File.WriteAllBytes(bench.Folder.Journal, whole[..^9]);
        JournalContent content = JournalReader.Read(bench.Folder.Journal);
        using (JournalWriter writer = new(bench.Folder.Journal, content, TimeProvider.System))
        {
            writer.Append(new JournalRecord.Warned { Trial = 0, Warning = "¡olé! 'quoted' \"twice\"\n" });
            writer.Commit();
        }

        JournalContent again = JournalReader.Read(bench.Folder.Journal);
        Assert.That(again.Torn, Is.Zero);
        Assert.That(again.Records[^1], Is.InstanceOf<JournalRecord.Warned>());
        Assert.That(((JournalRecord.Warned)again.Records[^1]).Warning, Is.EqualTo("¡olé! 'quoted' \"twice\"\n"));
    }

    // A line with its end was durable, the last one too: dropping it would lose what was told.
    [TestCase(1)]
    [TestCase(-1)]
    public async Task Damage_is_an_error_that_names_file_and_line(int place)
    {
        using StudyBench bench = new();
        await bench.RunAsync();
        byte[] whole = File.ReadAllBytes(bench.Folder.Journal);
        int[] begins = [0, .. whole.Index().Where(b => b.Item == '\n').Select(b => b.Index + 1)];
        int line = place > 0 ? place : begins.Length - 2;

        // Every byte of a record counts, its checksum too; and its line feed, without which the last line was torn.
        for (int i = begins[line]; i < begins[line + 1] - (place > 0 ? 0 : 1); i++)
        {
            byte[] damaged = (byte[])whole.Clone();
            damaged[i] ^= 0x04;
            File.WriteAllBytes(bench.Folder.Journal, damaged);
            Assert.That(
                () => JournalReader.Read(bench.Folder.Journal),
                Throws.TypeOf<InputException>().With.Message.StartsWith($"{bench.Folder.Journal}, line {line + 1}: the record "),
                $"byte {i - begins[line]}");
        }
    }

    [Test]
    public async Task Missing_and_repeated_lines_are_errors()
    {
        using StudyBench bench = new();
        await bench.RunAsync();
        List<string> lines = [.. File.ReadAllLines(bench.Folder.Journal)];

        File.WriteAllLines(bench.Folder.Journal, lines.Where((_, i) => i != 3));
        Assert.That(() => bench.Records(), Throws.TypeOf<InputException>().With.Message.Contains("line 4: the record has number 4, expected 3"));
        File.WriteAllLines(bench.Folder.Journal, lines.Take(4).Append(lines[3]).Concat(lines.Skip(4)));
        Assert.That(() => bench.Records(), Throws.TypeOf<InputException>().With.Message.Contains("line 5: the record has number 3, expected 4"));
    }

    [Test]
    public void A_record_of_a_later_version_is_named_as_such()
    {
        using StudyBench bench = new();
        byte[] line = Encoding.UTF8.GetBytes("{\"kind\":\"foreseen\",\"number\":0}");
        File.WriteAllBytes(bench.Folder.Journal, [.. Seal(line), .. "\nx\n"u8]);

        Assert.That(() => bench.Records(), Throws.TypeOf<InputException>().With.Message.Contains("line 1: the record is none that this version knows"));
    }

    [Test]
    public void A_journal_of_a_newer_format_is_refused_by_both_numbers()
    {
        using StudyBench bench = new();
        byte[] line = Encoding.UTF8.GetBytes("{\"kind\":\"opened\",\"number\":0,\"format\":7,\"objectives\":\"others\"}");
        File.WriteAllBytes(bench.Folder.Journal, [.. Seal(line), .. "\n"u8]);

        Assert.That(() => bench.Records(), Throws.TypeOf<InputException>().With.Message.StartsWith(
            $"The journal {bench.Folder.Journal} is of format 7, and this einspace reads formats up to {JournalRecord.Opened.CurrentFormat}: "));
    }

    // A folder may not be read as a file, and this process' own memory cannot be read at its beginning: not even by those who may read
    // every file.
    [TestCase("/")]
    [TestCase("/proc/self/mem")]
    public void A_journal_that_cannot_be_read_is_bad_input(string file) =>
        Assert.That(() => JournalReader.Read(file), Throws.TypeOf<InputException>().With.Message.StartsWith($"The journal {file} cannot be read: "));

    [Test]
    public void A_folder_is_made_durable_or_said_to_be_missing()
    {
        using StudyBench bench = new();
        Posix.SyncFolder(bench.Folder.Path);
        string missing = Path.Combine(bench.Folder.Path, "missing");
        Assert.That(() => Posix.SyncFolder(missing), Throws.InstanceOf<IOException>().With.Message.StartsWith($"{missing}: "));
    }

    [Test]
    public void A_record_that_cannot_stand_where_it_stands_is_an_error()
    {
        using StudyBench bench = new();
        using (JournalWriter writer = new(bench.Folder.Journal, new JournalContent([], 0, 0), TimeProvider.System))
        {
            writer.Append(bench.CreatePlan().Opened);
            writer.Append(new JournalRecord.Dispatched { Trial = 4, Purpose = Sdk.Evaluation.Purpose.Search, Attempt = 0 });
            writer.Commit();
        }

        Assert.That(() => bench.State(), Throws.TypeOf<InputException>().With.Message.Contains("journal.jsonl, line 2: trial 4 is not outstanding"));
    }

    // CRC-32C (Castagnoli), so that other programs can check a journal: the standard's check value of "123456789" is e3069283.
    [Test]
    public async Task The_checksum_is_crc_32c()
    {
        Assert.That(Encoding.ASCII.GetString(Seal("123456789}"u8.ToArray())), Does.EndWith(",\"crc\":\"e3069283\"}"));
        using StudyBench bench = new();
        await bench.RunAsync();
        foreach (string line in File.ReadLines(bench.Folder.Journal))
            Assert.That(Encoding.UTF8.GetString(Seal(Encoding.UTF8.GetBytes(line[..^18] + "}"))), Is.EqualTo(line));
    }

    /// <summary>Seals a line independently of the product: CRC-32C bit by bit.</summary>
    private static byte[] Seal(byte[] line)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in line[..^1])
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
        }

        return [.. line[..^1], .. Encoding.ASCII.GetBytes($",\"crc\":\"{~crc:x8}\"}}")];
    }

    private sealed class Collector(List<JournalRecord> records) : Einspace.Host.Studies.IStudyObserver
    {
        public void Observe(JournalRecord record, Einspace.Host.Studies.StudyState state) => records.Add(record);
    }
}
