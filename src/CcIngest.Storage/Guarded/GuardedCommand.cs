using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace CcIngest.Storage;

/// <summary>A command of a <see cref="GuardedConnection"/>.</summary>
internal sealed class GuardedCommand(GuardedConnection connection, DbCommand inner) : DbCommand
{
    private GuardedConnection _connection = connection;
    private GuardedTransaction? _transaction;

    [AllowNull]
    public override string CommandText
    {
        get => inner.CommandText;
        set => inner.CommandText = value;
    }

    public override int CommandTimeout
    {
        get => inner.CommandTimeout;
        set => inner.CommandTimeout = value;
    }

    public override CommandType CommandType
    {
        get => inner.CommandType;
        set => inner.CommandType = value;
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource
    {
        get => inner.UpdatedRowSource;
        set => inner.UpdatedRowSource = value;
    }

    protected override DbConnection? DbConnection
    {
        get => _connection;
        set
        {
            _connection = value as GuardedConnection ?? throw new ArgumentException("The connection is another driver's.", nameof(value));
            inner.Connection = _connection.Inner;
        }
    }

    protected override DbParameterCollection DbParameterCollection => inner.Parameters;

    protected override DbTransaction? DbTransaction
    {
        get => _transaction;
        set
        {
            _transaction = (GuardedTransaction?)value;
            inner.Transaction = _transaction?.Inner;
        }
    }

    public override void Cancel() => inner.Cancel();

    /// <summary>Does nothing: statements go out as text (SingleStore advises against server-side preparation).</summary>
    public override void Prepare()
    {
    }

    public override int ExecuteNonQuery() => inner.ExecuteNonQuery();

    public override object? ExecuteScalar() => inner.ExecuteScalar();

    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) =>
        _connection.Guard.RunAsync(inner.ExecuteNonQueryAsync, cancellationToken);

    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) =>
        _connection.Guard.RunAsync(inner.ExecuteScalarAsync, cancellationToken);

    protected override DbParameter CreateDbParameter() => inner.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) =>
        new GuardedReader(_connection, inner.ExecuteReader(behavior), CancellationToken.None);

    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        new GuardedReader(_connection, await _connection.Guard.RunAsync(
            token => inner.ExecuteReaderAsync(behavior, token), cancellationToken).ConfigureAwait(false), cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_connection.Guard.IsAbandoned)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
