using Microsoft.Extensions.Logging;

namespace CcIngest.Storage;

/// <summary>Names and ids of what this layer logs: 3000 to 3999.</summary>
internal static class StorageEvents
{
    public static readonly EventId Retry = new(3001, nameof(Retry));
    public static readonly EventId DuplicatesRemoved = new(3002, nameof(DuplicatesRemoved));
    public static readonly EventId RowsRefused = new(3003, nameof(RowsRefused));
    public static readonly EventId RollbackFailed = new(3004, nameof(RollbackFailed));
    public static readonly EventId LoadRefused = new(3005, nameof(LoadRefused));
    public static readonly EventId NoTimescale = new(3006, nameof(NoTimescale));
}
