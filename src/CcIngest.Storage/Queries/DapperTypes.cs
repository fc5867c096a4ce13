using System.Data;
using System.Globalization;
using Dapper;

namespace CcIngest.Storage;

/// <summary>Makes results the same on every engine: times are UTC, also where the engine gives text; booleans also where it gives numbers.</summary>
internal static class DapperTypes
{
    private static readonly Lock Gate = new();
    private static bool _isRegistered;

    /// <summary>Sets Dapper up, once for the process.</summary>
    public static void Register()
    {
        lock (Gate)
        {
            if (_isRegistered)
            {
                return;
            }

            // Aliases that would be reserved words somewhere end in an underscore: From_ is the property From.
            DefaultTypeMap.MatchNamesWithUnderscores = true;
            SqlMapper.AddTypeHandler(new UtcHandler());
            SqlMapper.AddTypeHandler(new BooleanHandler());
            _isRegistered = true;
        }
    }

    private sealed class UtcHandler : SqlMapper.TypeHandler<DateTime>
    {
        public override void SetValue(IDbDataParameter parameter, DateTime value) => parameter.Value = value.WithoutZone();

        public override DateTime Parse(object value) => value switch
        {
            DateTime time => DateTime.SpecifyKind(time, DateTimeKind.Utc),
            string text => SqlTime.Parse(text),
            _ => throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{value}' is no time.")),
        };
    }

    private sealed class BooleanHandler : SqlMapper.TypeHandler<bool>
    {
        public override void SetValue(IDbDataParameter parameter, bool value) => parameter.Value = value;

        public override bool Parse(object value) => Convert.ToBoolean(value, CultureInfo.InvariantCulture);
    }
}
