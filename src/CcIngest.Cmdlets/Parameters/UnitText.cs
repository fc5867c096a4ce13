using System.Collections;
using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Units of times as a user gives them: one for all columns, or a hashtable of columns.</summary>
internal static class UnitText
{
    /// <exception cref="IngestException">SettingInvalid: it is no unit.</exception>
    public static IReadOnlyDictionary<string, TimeUnit> Parse(object? given)
    {
        Dictionary<string, TimeUnit> units = new(StringComparer.OrdinalIgnoreCase);
        switch (Bare(given))
        {
            case null:
                break;
            case IDictionary columns:
                foreach (DictionaryEntry entry in columns)
                {
                    units[$"{entry.Key}"] = One(entry.Value);
                }

                break;
            default:
                units["*"] = One(given);
                break;
        }

        return units;
    }

    private static TimeUnit One(object? given) => Enum.TryParse($"{Bare(given)}", ignoreCase: true, out TimeUnit unit) && Enum.IsDefined(unit)
        ? unit
        : throw new IngestException(
            IngestErrorId.SettingInvalid, $"'{given}' is no unit of time.", "Give s, ms, us or ns, or a hashtable of columns: @{ first_trade_timestamp = 'ms' }.");

    private static object? Bare(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
