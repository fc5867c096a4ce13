using Microsoft.AspNetCore.Http;

namespace CcIngest.Simulator;

/// <summary>The front of one exchange: its weights and limits, its headers, the shape of its errors.</summary>
internal abstract class VenueApi(int? limit, TimeSpan window)
{
    private readonly Lock _lock = new();
    private long _window;
    private long _used;
    private int _refusals;

    /// <summary>What fits into a window; null where nothing is refused.</summary>
    protected int? Limit { get; } = limit;

    /// <summary>Counts a request and says in the headers what is used.</summary>
    /// <param name="now">The clock in which windows turn.</param>
    /// <exception cref="ApiError">It does not fit.</exception>
    public void Take(HttpResponse response, int weight, DateTimeOffset now)
    {
        long used;
        int refusals;
        lock (_lock)
        {
            long current = now.UtcTicks / window.Ticks;
            if (current != _window)
            {
                (_window, _used, _refusals) = (current, 0, 0);
            }

            _used += weight;
            _refusals += _used > Limit ? 1 : 0;
            (used, refusals) = (_used, _refusals);
        }

        TellUsed(response, used);
        if (used > Limit)
        {
            TimeSpan rest = window - TimeSpan.FromTicks(now.UtcTicks % window.Ticks);
            throw Refuse(response, refusals, rest, now);
        }
    }

    /// <summary>Refuses what the exchange would not even count.</summary>
    /// <exception cref="ApiError">The request lacks what every request must have.</exception>
    public virtual void Admit(HttpRequest request)
    {
    }

    /// <summary>The headers of every answer.</summary>
    protected virtual void TellUsed(HttpResponse response, long used)
    {
    }

    /// <param name="refusals">Refused requests of this window, this one included.</param>
    /// <param name="rest">Until the window ends.</param>
    public abstract ApiError Refuse(HttpResponse response, int refusals, TimeSpan rest, DateTimeOffset now);

    public abstract ApiError Internal();

    public abstract ApiError Parameter(ParameterFault fault);
}

/// <summary>How a path of an exchange is served.</summary>
/// <param name="Api">The exchange's front.</param>
/// <param name="Weight">What a request costs.</param>
internal sealed record VenueRoute(VenueApi Api, Func<RequestQuery, int> Weight);
