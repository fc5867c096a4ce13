using System.Text;
using CcIngest.Model;

namespace CcIngest.Sources.Tests;

/// <summary>The file that processes share: whole or nothing, whoever is killed.</summary>
public sealed class BudgetFileTests : IDisposable
{
    private const int SlotSize = 32 * 1024;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccingest-");

    private string FilePath => Path.Combine(_folder.FullName, "state", "rate-0.budget");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_one_writes_the_next_reads()
    {
        BudgetRecord record = new()
        {
            Answered = true,
            PausedUntil = new DateTimeOffset(2025, 6, 6, 12, 0, 0, TimeSpan.Zero),
            Windows = [new WindowRecord { Length = TimeSpan.FromMinutes(1), Limit = 300, Remaining = 7, Guess = WindowGuess.Asked, Recent = [new(default, 3)] }],
            Holders = [new HolderRecord { Id = "a", Process = ProcessStamp.Current, UnderWay = 2 }],
        };
        Use(_ => record);

        BudgetRecord read = Read();

        Assert.Equal((record.Answered, record.PausedUntil, record.Holders[0]), (read.Answered, read.PausedUntil, read.Holders[0]));
        Assert.Equal(record.Windows[0] with { Recent = [] }, read.Windows[0] with { Recent = [] });
        Assert.Equal(record.Windows[0].Recent, read.Windows[0].Recent);
    }

    [Fact]
    public void Who_keeps_a_file_sees_what_others_write_to_it_in_between()
    {
        Use(record => record);
        BudgetFile[] files = [new(FilePath), new(FilePath), new(FilePath)];
        int[] turns = [0, 0, 0, 1, 0, 1, 1, 0, 2, 2, 1, 0, 0, 2];
        for (int turn = 0; turn < turns.Length; turn++)
        {
            int days = turn;
            Assert.True(files[turns[turn]].TryUse(record =>
            {
                Assert.Equal(days == 0 ? default : Day(days), record.PausedUntil);
                return record with { PausedUntil = Day(days + 1) };
            }));
        }

        File.Delete(FilePath);
        Assert.True(files[2].TryUse(record =>
        {
            Assert.Equal(default, record.PausedUntil);
            return record;
        }));
    }

    [Fact]
    public void Who_keeps_a_file_goes_on_from_what_is_whole_when_anothers_write_broke_off()
    {
        Use(record => record);
        BudgetFile kept = new(FilePath);
        Assert.True(kept.TryUse(record => record with { PausedUntil = Day(1) }));
        int mine = SlotOfLatest();
        Use(record => record with { PausedUntil = Day(2) });
        Tear(SlotSize - mine, (byte)'x');

        Assert.True(kept.TryUse(record =>
        {
            Assert.Equal(Day(1), record.PausedUntil);
            return record with { PausedUntil = Day(3) };
        }));
        Assert.Equal(Day(3), Read().PausedUntil);
    }

    [Fact]
    public void A_write_that_broke_off_leaves_what_was_there_before_and_the_next_one_repairs_it()
    {
        for (int pause = 1; pause <= 4; pause++)
        {
            int days = pause;
            Use(record => record with { PausedUntil = Day(days) });
            byte[] whole = File.ReadAllBytes(FilePath);
            int slot = pause % 2 * SlotSize;
            for (int cut = 0; cut < 98; cut += 7)
            {
                // The slot of the last write, as far as it came.
                byte[] torn = [.. whole];
                torn.AsSpan(slot + cut, Math.Min(300, torn.Length - slot - cut)).Fill((byte)'x');
                File.WriteAllBytes(FilePath, torn);
                Assert.Equal(pause == 1 ? default : Day(pause - 1), Read().PausedUntil);
            }

            File.WriteAllBytes(FilePath, whole);
            Assert.Equal(Day(pause), Read().PausedUntil);
        }
    }

    [Theory]
    [InlineData((byte)'x')]
    [InlineData((byte)0)]
    public void What_is_written_after_a_write_that_broke_off_takes_the_place_of_the_broken_one(byte rest)
    {
        Use(record => record with { PausedUntil = Day(1) });
        Use(record => record with { PausedUntil = Day(2) });
        Use(record => record with { PausedUntil = Day(3) });
        const int whole = 0;
        const int torn = SlotSize;
        for (int day = 4; day < 7; day++)
        {
            Tear(torn, rest);
            Assert.Equal(Day(2), Read().PausedUntil);
            byte[] before = File.ReadAllBytes(FilePath);
            int written = day;
            Use(record => record with { PausedUntil = Day(written) });
            byte[] after = File.ReadAllBytes(FilePath);

            Assert.Equal(before.AsSpan(whole, 300).ToArray(), after.AsSpan(whole, 300).ToArray());
            Assert.Equal(Day(day), Read().PausedUntil);
        }
    }

    [Fact]
    public void Whether_a_process_lives_is_not_written_down()
    {
        Use(record => record with { Holders = [new HolderRecord { Id = "a", Process = ProcessStamp.Current, UnderWay = 1 }] });

        string text = Encoding.UTF8.GetString(File.ReadAllBytes(FilePath));
        Assert.Contains("\"process\":{\"id\":", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hasEnded", text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not ours at all")]
    [InlineData("ccbudg1\n and then something of another program that is longer than the header is")]
    public void A_file_of_somebody_else_is_nothing_known_and_is_written_anew(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, text);
        Assert.False(Read().Answered);

        Use(record => record with { Answered = true });

        Assert.True(Read().Answered);
    }

    [Fact]
    public void A_record_with_values_that_this_program_cannot_have_written_is_nothing_known()
    {
        BudgetRecord good = new() { Answered = true };
        BudgetRecord[] bad =
        [
            good with { Version = 2 }, good with { PausedUntil = DateTimeOffset.MaxValue },
            good with { Windows = [new WindowRecord { Length = TimeSpan.Zero }] },
            good with { Windows = [new WindowRecord { Length = TimeSpan.FromSeconds(1), Recent = [new(DateTimeOffset.MaxValue, 1)] }] },
            good with { Holders = [new HolderRecord { Id = "a", Process = ProcessStamp.Current, UnderWay = -1 }] },
        ];
        Assert.All(bad, record =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
            File.Delete(FilePath);
            Use(_ => record);
            Assert.False(Read().Answered);
        });
    }

    [Fact]
    public void The_file_and_its_folder_are_the_users_alone()
    {
        Use(record => record);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(FilePath)!));
        }
    }

    [Fact]
    public void Only_one_has_the_file_at_a_time()
    {
        Use(record =>
        {
            Assert.False(new BudgetFile(FilePath).TryUse(other => other));
            return record;
        });
    }

    [Fact]
    public void A_scope_is_a_key_for_both_hosts_or_an_address()
    {
        SourceOptions options = new() { DataApi = new Uri("http://one:1/"), MinApi = new Uri("http://two:2/") };
        SourceOptions withKey = options with { ApiKey = new Secret(SourceFixture.Key) };

        string[] names =
        [
            BudgetScope.FileName(withKey, withKey.DataApi), BudgetScope.FileName(options, options.DataApi), BudgetScope.FileName(options, options.MinApi),
            BudgetScope.FileName(withKey with { ApiKey = new Secret("another") }, withKey.DataApi),
            BudgetScope.FileName(withKey with { DataApi = new Uri("http://one:3/") }, withKey.MinApi),
            .. VenueCatalog.All.Select(venue => BudgetScope.FileName(venue, options.DataApi)),
        ];

        Assert.Equal(names[0], BudgetScope.FileName(withKey, withKey.MinApi));
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^rate-[0-9a-f]{32}\\.budget$", name));
    }

    [Fact]
    public void A_running_process_is_seen_and_a_dead_one_too()
    {
        ProcessStamp here = ProcessStamp.Current;

        Assert.False(here.HasEnded);
        Assert.True((here with { Started = "before" }).HasEnded);
        Assert.True((here with { Id = int.MaxValue }).HasEnded);
        Assert.Null((here with { Boot = "another" }).HasEnded);     // two machines may have one name
        Assert.Null((here with { Machine = "another" }).HasEnded);
        Assert.Null((here with { Namespace = "another" }).HasEnded);
    }

    internal static string TextOf(string path) => Encoding.UTF8.GetString(File.ReadAllBytes(path));

    private static DateTimeOffset Day(int day) => new(2025, 6, day, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Where the slot with the higher number begins.</summary>
    private int SlotOfLatest()
    {
        byte[] bytes = File.ReadAllBytes(FilePath);
        return BitConverter.ToUInt64(bytes, SlotSize + 8) > BitConverter.ToUInt64(bytes, 8) ? SlotSize : 0;
    }

    /// <summary>The header of a slot is there, and not all of its text.</summary>
    private void Tear(int slot, byte rest)
    {
        byte[] bytes = File.ReadAllBytes(FilePath);
        Array.Resize(ref bytes, Math.Max(bytes.Length, slot + 200));
        bytes.AsSpan(slot + 50, 150).Fill(rest);
        File.WriteAllBytes(FilePath, bytes);
    }

    /// <summary>The first time the folder is made, and one tries again.</summary>
    private void Use(Func<BudgetRecord, BudgetRecord> change)
    {
        BudgetFile file = new(FilePath);
        Assert.True(file.TryUse(change) || file.TryUse(change));
    }

    private BudgetRecord Read()
    {
        Assert.True(new BudgetFile(FilePath).TryRead(out BudgetRecord record));
        return record;
    }
}
