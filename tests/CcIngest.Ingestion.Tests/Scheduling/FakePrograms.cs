using System.Text;

namespace CcIngest.Ingestion.Tests;

/// <summary>Stands in for <c>crontab</c>, <c>systemctl</c>, <c>schtasks</c> and <c>pgrep</c>, as they answer.</summary>
internal sealed class FakePrograms : IProgramCalls
{
    private readonly Dictionary<string, string> _tasks = [];

    public List<string> Calls { get; } = [];

    /// <summary>Programs that are not there.</summary>
    public HashSet<string> Absent { get; } = [];

    /// <summary>Null when the user has none.</summary>
    public byte[]? Crontab { get; set; }

    /// <summary>The words with which everything is refused; null for not.</summary>
    public string? Refusal { get; set; }

    /// <summary>The name of the process that runs.</summary>
    public string Runs { get; set; } = "cron";

    public Task<ProgramResult?> RunAsync(ProgramCall call, CancellationToken cancellationToken)
    {
        Calls.Add($"{call.Program} {string.Join(' ', call.Arguments)}");
        return Task.FromResult(Absent.Contains(call.Program) ? null : Refusal is { } words ? new ProgramResult(1, [], words) : Answer(call));
    }

    private ProgramResult Answer(ProgramCall call)
    {
        switch ((call.Program, call.Arguments))
        {
            case ("crontab", ["-l"]):
                return Crontab is { } text ? new ProgramResult(0, text, "") : new ProgramResult(1, [], "no crontab for me\n");
            case ("crontab", ["-"]):
                Crontab = call.Input;
                return new ProgramResult(0, [], "");
            case ("crontab", ["-r"]):
                Crontab = null;
                return new ProgramResult(0, [], "");
            case ("pgrep", ["-x", string name]):
                return new ProgramResult(name == Runs ? 0 : 1, [], "");
            case ("schtasks", ["/Query", "/FO", "CSV", "/NH"]):
                string rows = string.Concat(_tasks.Keys.Append(@"\Microsoft\Windows\Defrag").Select(name => $"\"{name}\",\"N/A\",\"Ready\"\r\n\"{name}\",\"N/A\",\"Ready\"\r\n"));
                return new ProgramResult(0, Encoding.UTF8.GetBytes(rows), "");
            case ("schtasks", ["/Query", "/TN", string task, "/XML"]):
                return _tasks.TryGetValue(task, out string? xml) ? new ProgramResult(0, Encoding.UTF8.GetBytes(xml), "") : new ProgramResult(1, [], "ERROR: not found");
            case ("schtasks", ["/Create", "/TN", string task, "/XML", string file, "/F"]):
                _tasks[task] = File.ReadAllText(file, Encoding.Unicode);
                return new ProgramResult(0, [], "");
            case ("schtasks", ["/Delete", "/TN", string task, "/F"]):
                return new ProgramResult(_tasks.Remove(task) ? 0 : 1, [], "");
            default:
                return new ProgramResult(0, [], "");
        }
    }
}
