using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;

namespace CcIngest.Sources;

/// <summary>
/// The file of one scope. It is open, and locked against everybody else, only while it is read, changed and written; the system frees the lock
/// of a killed process.
/// </summary>
/// <remarks>
/// Two slots of 32 KiB, written in turn: a line with a number and a checksum, then JSON. A process that is killed while it writes leaves the
/// other slot, which was whole. Two damaged slots, or somebody else's file, mean that nothing is known.
/// </remarks>
internal sealed class BudgetFile(string path)
{
    private const int SlotSize = 32 * 1024;

    /// <summary>Magic and layout (8 bytes), number (8), length of the JSON (4), checksum (16), line feed and padding.</summary>
    private const int HeaderSize = 40;

    private const int ChecksumAt = 20;

    private const int ChecksumSize = 16;

    private static readonly byte[] Magic = "ccbudg1\n"u8.ToArray();

    private readonly byte[] _buffer = new byte[SlotSize];

    /// <summary>What was written last, and the header of its slot: while the file has that one, nobody else has written since.</summary>
    private readonly byte[] _lastHeader = new byte[HeaderSize];
    private BudgetRecord? _last;

    /// <summary>
    /// Reads the record, hands it to <paramref name="change"/>, writes what comes back. False when somebody else has the file just now; then
    /// nothing was done. One thread at a time.
    /// </summary>
    /// <exception cref="IOException">The file cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public bool TryUse(Func<BudgetRecord, BudgetRecord> change)
    {
        if (!TryOpen(FileAccess.ReadWrite, FileShare.None, out FileStream? file))
        {
            return false;
        }

        using (file)
        {
            (BudgetRecord record, ulong number) = Read(file);
            Write(file, change(record), number + 1);
            return true;
        }
    }

    /// <summary>What the file says now; nothing known when there is no such file. False when somebody is writing it just now.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public bool TryRead(out BudgetRecord record)
    {
        record = new BudgetRecord();
        if (!File.Exists(path))
        {
            return true;
        }

        if (!TryOpen(FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, out FileStream? file))
        {
            return false;
        }

        using (file)
        {
            record = Read(file).Record;
            return true;
        }
    }

    private bool TryOpen(FileAccess access, FileShare share, [NotNullWhen(true)] out FileStream? file)
    {
        FileStreamOptions options = new()
        {
            Mode = access == FileAccess.Read ? FileMode.Open : FileMode.OpenOrCreate, Access = access, Share = share, BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows() && access != FileAccess.Read)
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            file = new FileStream(path, options);
            return true;
        }
        catch (DirectoryNotFoundException) when (access != FileAccess.Read)
        {
            // The first process makes the folder; it is then tried again, as for a file that is busy.
            StateFolder.Create(Path.GetDirectoryName(path) ?? ".");
            file = null;
            return false;
        }
        catch (IOException failure) when (IsBusy(failure))
        {
            file = null;
            return false;
        }
    }

    /// <summary>Sharing and lock violations of Windows; EWOULDBLOCK of Linux and of macOS.</summary>
    private static bool IsBusy(IOException failure) =>
        failure.HResult is unchecked((int)0x80070020) or unchecked((int)0x80070021) or 11 or 35;

    private (BudgetRecord Record, ulong Number) Read(FileStream file)
    {
        // As a rule only the newer one is taken apart, and not even that where nobody else writes.
        Span<byte> first = stackalloc byte[HeaderSize];
        Span<byte> second = stackalloc byte[HeaderSize];
        bool isSecond = ClaimedNumber(file, 1, second) > ClaimedNumber(file, 0, first);
        if (_last is { } last && (isSecond ? second : first).SequenceEqual(_lastHeader))
        {
            return (last, NumberIn(_lastHeader));
        }

        (int newer, int older) = isSecond ? (1, 0) : (0, 1);
        BudgetRecord? record = ReadSlot(file, newer, out ulong number) ?? ReadSlot(file, older, out number);
        return record is null ? (new BudgetRecord(), 0) : (record, number);
    }

    /// <summary>What a slot says its number is, whether the slot is whole or not; 0 when it says none.</summary>
    private static ulong ClaimedNumber(FileStream file, int slot, Span<byte> header) =>
        RandomAccess.Read(file.SafeFileHandle, header, slot * SlotSize) == HeaderSize && NumberIn(header) is var number and < ulong.MaxValue
            ? number
            : 0;

    private BudgetRecord? ReadSlot(FileStream file, int slot, out ulong number)
    {
        int count = RandomAccess.Read(file.SafeFileHandle, _buffer, slot * SlotSize);
        Span<byte> header = _buffer.AsSpan(0, HeaderSize);
        number = NumberIn(header);
        if (count < HeaderSize || !header.StartsWith(Magic))
        {
            return null;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(header[16..]);
        if (length < 0 || length > count - HeaderSize || number == ulong.MaxValue
            || !Checksum(length).SequenceEqual(header.Slice(ChecksumAt, ChecksumSize)))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(_buffer.AsSpan(HeaderSize, length), BudgetJson.Default.BudgetRecord) is { IsSound: true } record ? record : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ulong NumberIn(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt64LittleEndian(header[Magic.Length..]);

    private void Write(FileStream file, BudgetRecord record, ulong number)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(record, BudgetJson.Default.BudgetRecord);
        if (json.Length > SlotSize - HeaderSize)
        {
            throw new IOException($"{path} has too many holders.");
        }

        Array.Clear(_buffer, 0, HeaderSize);
        Magic.CopyTo(_buffer, 0);
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.AsSpan(8), number);
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(16), json.Length);
        json.CopyTo(_buffer, HeaderSize);
        Checksum(json.Length).CopyTo(_buffer.AsSpan(ChecksumAt));
        _last = null;
        RandomAccess.Write(file.SafeFileHandle, _buffer.AsSpan(0, HeaderSize + json.Length), (long)(number % 2) * SlotSize);
        _buffer.AsSpan(0, HeaderSize).CopyTo(_lastHeader);
        _last = record.IsSound ? record : null;
    }

    /// <summary>Of the slot in the buffer: its number and length, and the JSON.</summary>
    private byte[] Checksum(int length)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(_buffer.AsSpan(8, 12));
        hash.AppendData(_buffer.AsSpan(HeaderSize, length));
        return hash.GetHashAndReset()[..ChecksumSize];
    }
}
