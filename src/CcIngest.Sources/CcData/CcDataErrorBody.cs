using System.Buffers;
using System.Text;
using System.Text.Json;

namespace CcIngest.Sources;

/// <summary>
/// The failure that an envelope tells of: <c>Err</c> of data-api, <c>Response: Error</c> of min-api (which comes with HTTP 200). The numeric
/// <c>Err.type</c> is not used: only 1 is documented. Status, texts and the named parameter decide.
/// </summary>
internal sealed class CcDataErrorBody
{
    private const int MinApiRateLimit = 99;
    private const int MinApiPath = 0;
    private const int MinApiParameter = 2;

    private string? _response;
    private int? _type;
    private string? _message;
    private string? _parameter;
    private long? _firstBucket;
    private bool _error;

    /// <summary>Takes in one property of the envelope other than <c>Data</c>; the reader stands on its value and is moved to the value's end.</summary>
    public void ReadProperty(string name, ref Utf8JsonReader reader)
    {
        switch (name)
        {
            case "Err" when reader.TokenType == JsonTokenType.StartObject:
                ReadErr(ref reader);
                return;
            case "Response" when reader.TokenType == JsonTokenType.String:
                _response = reader.GetString();
                return;
            case "Message" when reader.TokenType == JsonTokenType.String:
                _message ??= reader.GetString();
                return;
            case "ParamWithError" when reader.TokenType == JsonTokenType.String:
                _parameter = reader.GetString();
                return;
            case "Type" when reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int type):
                _type = type;
                return;
            default:
                reader.Skip();
                return;
        }
    }

    /// <summary>The failure, or null when the envelope tells of success.</summary>
    public SourceError? ToError(int status)
    {
        bool refused = status is < 200 or > 299;
        bool minApi = string.Equals(_response, "Error", StringComparison.OrdinalIgnoreCase);
        if (!refused && !minApi && !_error)
        {
            return null;
        }

        string message = string.IsNullOrWhiteSpace(_message) ? $"HTTP status {status} without a message" : _message;
        return new SourceError(Classify(status, minApi ? _type : null, message), message)
        {
            Status = status,
            Parameter = _parameter,
            FirstBucket = _firstBucket is > 0 and < 253_402_300_800 ? DateTime.UnixEpoch.AddSeconds(_firstBucket.Value) : null,
        };
    }

    /// <summary>The failure of an answer whose body is no JSON: a proxy's page, for example.</summary>
    public static SourceError FromStatus(int status) => new CcDataErrorBody().ToError(status)
        ?? throw new ArgumentOutOfRangeException(nameof(status), status, "A success is no error.");

    /// <summary>Reads the body of an answer with an error status.</summary>
    public static SourceError Parse(int status, ReadOnlySpan<byte> body)
    {
        try
        {
            return CcDataEnvelope.Read(body, status, null) ?? FromStatus(status);
        }
        catch (Exception exception) when (SourceFailures.IsJson(exception))
        {
            return FromStatus(status);
        }
    }

    private SourceErrorKind Classify(int status, int? minApiType, string message)
    {
        switch (status)
        {
            case 401 or 403:
                return SourceErrorKind.KeyRefused;
            case 429:
                return SourceErrorKind.RateLimited;
            case 408 or >= 500:
                return SourceErrorKind.ServerFault;
        }

        if (minApiType == MinApiRateLimit || Says(message, "rate limit"))
        {
            return SourceErrorKind.RateLimited;
        }

        if (Says(message, "entries available on or before"))
        {
            return SourceErrorKind.NothingBefore;
        }

        if (Says(message, "auth key or api key") || Says(message, "api key"))
        {
            return SourceErrorKind.KeyRefused;
        }

        if (minApiType == MinApiPath || message.StartsWith("Path does not exist", StringComparison.OrdinalIgnoreCase))
        {
            return SourceErrorKind.UnknownPath;
        }

        if (Says(message, "market does not exist for this coin pair") || Says(message, "Not found: instrument"))
        {
            return SourceErrorKind.UnknownInstrument;
        }

        if (Says(message, "Not found: market"))
        {
            return SourceErrorKind.UnknownMarket;
        }

        return (status, _parameter) switch
        {
            (404, "market") => SourceErrorKind.UnknownMarket,
            (404, "instrument" or "instruments") => SourceErrorKind.UnknownInstrument,
            (404, null or "") or (>= 300 and < 400, _) => SourceErrorKind.UnknownPath,

            // A refusal names the parameter, or min-api's type says that it is one. Any other error that comes as a success is the server's own.
            (< 300, null or "") when minApiType != MinApiParameter || Says(message, "internal error") => SourceErrorKind.ServerFault,
            _ => SourceErrorKind.Refused,
        };
    }

    private void ReadErr(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = reader.GetString() ?? "";
            reader.Read();
            switch (name)
            {
                case "message" when reader.TokenType == JsonTokenType.String:
                    _message = reader.GetString();
                    _error |= _message is { Length: > 0 };
                    break;
                case "other_info" when reader.TokenType == JsonTokenType.StartObject:
                    ReadOtherInfo(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private void ReadOtherInfo(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = reader.GetString() ?? "";
            reader.Read();
            if (name == "param" && reader.TokenType == JsonTokenType.String)
            {
                _parameter = reader.GetString();
            }
            else if (name == "first_bucket" && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long first))
            {
                _firstBucket = first;
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static bool Says(string message, string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
