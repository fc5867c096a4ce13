using System.Collections.Frozen;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>Where a market data API is and how to talk to it. Defaults are those of the public service.</summary>
public sealed record SourceOptions
{
    public Uri DataApi { get; init; } = new("https://data-api.coindesk.com");

    public Uri MinApi { get; init; } = new("https://min-api.cryptocompare.com");

    /// <summary>The paths of the endpoints below the two addresses.</summary>
    public CcDataPaths Paths { get; init; } = new();

    /// <summary>Sent as a header; null where the server asks for none.</summary>
    public Secret? ApiKey { get; init; }

    /// <summary>For each attempt, until the body has been read; 1 to 600 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often one request is sent again; 0 to 20.</summary>
    public int MaxRetries { get; init; } = 5;

    /// <summary>The first wait of the exponential back-off, in seconds; each later one doubles, with jitter. 0.01 to 60.</summary>
    public double RetryBackoffFactor { get; init; } = 1;

    /// <summary>The most periods a page asks for; null for the endpoint's own limit (5,000 days, 2,000 hours or minutes).</summary>
    public int? MaxFetchLimit { get; init; }

    /// <summary>Addresses of exchanges by <see cref="VenueSheet.Exchange"/>, where they are not the public ones.</summary>
    public IReadOnlyDictionary<string, Uri> VenueAddresses { get; init; } = FrozenDictionary<string, Uri>.Empty;

    /// <summary>Where an exchange is asked.</summary>
    public Uri AddressOf(VenueSheet venue) => VenueAddresses.GetValueOrDefault(venue.Exchange) ?? venue.Address;

    /// <summary>
    /// Where processes of one user keep the rate budget that they share; made when it is not there. Null: this source keeps its own.
    /// </summary>
    public string? StateFolder { get; init; }
}
