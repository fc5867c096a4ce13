using System.Text;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>The names that a mapping knows at one level of a record, found by their UTF-8 bytes without making a string.</summary>
internal sealed class JsonNames
{
    private Entry[] _entries = [];

    // Open addressing, at most half full; 0 is free, n is entry n - 1.
    private int[] _slots = new int[8];

    /// <param name="id">The number of this level within its mapping.</param>
    public JsonNames(int id) => Id = id;

    public int Id { get; }

    public int Count => _entries.Length;

    public Entry this[int index] => _entries[index];

    public Entry Add(string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        int known = Find(bytes);
        if (known >= 0)
        {
            return _entries[known];
        }

        Entry entry = new(name, bytes);
        _entries = [.. _entries, entry];
        if (_entries.Length * 2 > _slots.Length)
        {
            _slots = new int[_slots.Length * 2];
            for (int index = 0; index < _entries.Length; index++)
            {
                Place(index);
            }
        }
        else
        {
            Place(_entries.Length - 1);
        }

        return entry;
    }

    /// <summary>The entry of a name, or -1.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        int mask = _slots.Length - 1;
        for (int slot = Utf8Hash.Of(name) & mask; _slots[slot] != 0; slot = (slot + 1) & mask)
        {
            if (_entries[_slots[slot] - 1].Utf8.AsSpan().SequenceEqual(name))
            {
                return _slots[slot] - 1;
            }
        }

        return -1;
    }

    private void Place(int index)
    {
        int mask = _slots.Length - 1;
        int slot = Utf8Hash.Of(_entries[index].Utf8) & mask;
        while (_slots[slot] != 0)
        {
            slot = (slot + 1) & mask;
        }

        _slots[slot] = index + 1;
    }

    /// <summary>One name: a column's value, or an object that holds more names.</summary>
    internal sealed class Entry(string name, byte[] utf8)
    {
        public string Name { get; } = name;

        public byte[] Utf8 { get; } = utf8;

        /// <summary>The column that takes the value; null for an object with <see cref="Children"/>.</summary>
        public Column? Column { get; private set; }

        public int Ordinal { get; private set; }

        public ColumnStorage Storage { get; private set; }

        public JsonNames? Children { get; set; }

        public void Fill(Column column, int ordinal) => (Column, Ordinal, Storage) = (column, ordinal, column.Storage);
    }
}
