using System.Collections;
using System.Data.Common;

namespace CcIngest.Storage;

/// <summary>The rows of a <see cref="GuardedCommand"/>: a row that does not come is given up when the token of the command or of the read says so.</summary>
internal sealed class GuardedReader(GuardedConnection connection, DbDataReader inner, CancellationToken commandToken) : DbDataReader
{
    private bool _hasFailed;

    public override int Depth => inner.Depth;

    public override int FieldCount => inner.FieldCount;

    public override bool HasRows => inner.HasRows;

    public override bool IsClosed => connection.Guard.IsAbandoned || inner.IsClosed;

    public override int RecordsAffected => inner.RecordsAffected;

    public override object this[int ordinal] => inner[ordinal];

    public override object this[string name] => inner[name];

    public override bool Read() => inner.Read();

    public override bool NextResult() => inner.NextResult();

    public override Task<bool> ReadAsync(CancellationToken cancellationToken) => StepAsync(inner.ReadAsync, Effective(cancellationToken));

    public override Task<bool> NextResultAsync(CancellationToken cancellationToken) =>
        StepAsync(inner.NextResultAsync, Effective(cancellationToken));

    public override void Close()
    {
        if (!connection.Guard.IsAbandoned)
        {
            inner.Close();
        }
    }

    /// <summary>Reads over what is left. Of a cancelled query that may be millions of rows: the server is told to stop sending them.</summary>
    public override async Task CloseAsync()
    {
        if (!connection.Guard.IsAbandoned && !inner.IsClosed)
        {
            await (_hasFailed && !commandToken.IsCancellationRequested
                ? connection.Guard.CloseFailedReaderAsync(inner)
                : connection.Guard.CloseReaderAsync(inner, commandToken.IsCancellationRequested)).ConfigureAwait(false);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    public override bool GetBoolean(int ordinal) => inner.GetBoolean(ordinal);

    public override byte GetByte(int ordinal) => inner.GetByte(ordinal);

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        inner.GetBytes(ordinal, dataOffset, buffer, bufferOffset, length);

    public override char GetChar(int ordinal) => inner.GetChar(ordinal);

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        inner.GetChars(ordinal, dataOffset, buffer, bufferOffset, length);

    public override string GetDataTypeName(int ordinal) => inner.GetDataTypeName(ordinal);

    public override DateTime GetDateTime(int ordinal) => inner.GetDateTime(ordinal);

    public override decimal GetDecimal(int ordinal) => inner.GetDecimal(ordinal);

    public override double GetDouble(int ordinal) => inner.GetDouble(ordinal);

    public override IEnumerator GetEnumerator() => new DbEnumerator(this, closeReader: false);

    public override Type GetFieldType(int ordinal) => inner.GetFieldType(ordinal);

    public override float GetFloat(int ordinal) => inner.GetFloat(ordinal);

    public override Guid GetGuid(int ordinal) => inner.GetGuid(ordinal);

    public override short GetInt16(int ordinal) => inner.GetInt16(ordinal);

    public override int GetInt32(int ordinal) => inner.GetInt32(ordinal);

    public override long GetInt64(int ordinal) => inner.GetInt64(ordinal);

    public override string GetName(int ordinal) => inner.GetName(ordinal);

    public override int GetOrdinal(string name) => inner.GetOrdinal(name);

    public override string GetString(int ordinal) => inner.GetString(ordinal);

    public override object GetValue(int ordinal) => inner.GetValue(ordinal);

    public override int GetValues(object[] values) => inner.GetValues(values);

    public override bool IsDBNull(int ordinal) => inner.IsDBNull(ordinal);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    private Task<bool> StepAsync(Func<CancellationToken, Task<bool>> step, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        Task<bool> row = step(CancellationToken.None);
        return row.IsCompletedSuccessfully ? row : WaitAsync(row, token);
    }

    private async Task<bool> WaitAsync(Task<bool> row, CancellationToken token)
    {
        try
        {
            return await connection.Guard.WaitAsync(row, WhenCancelled.Kill, token).ConfigureAwait(false);
        }
        catch (DbException)
        {
            _hasFailed = true;
            throw;
        }
    }

    private CancellationToken Effective(CancellationToken cancellationToken) => cancellationToken.CanBeCanceled ? cancellationToken : commandToken;
}
