using System.Text.Json.Serialization;

namespace CcIngest.Ingestion;

/// <summary>How a scheduler starts a job: a program with arguments in a folder. Names secrets at most, never holds one.</summary>
public sealed record JobStart
{
    /// <summary>The job file, absolute.</summary>
    public required string Job { get; init; }

    /// <summary>Where it runs, absolute: <c>.env</c>, <c>ccingest.json</c> and relative paths belong to it.</summary>
    public required string Folder { get; init; }

    /// <summary>The console program <c>ccingest</c>, or PowerShell when <see cref="Module"/> is given; absolute.</summary>
    public required string Program { get; init; }

    /// <summary>The manifest of the module, absolute; null for the console program.</summary>
    public string? Module { get; init; }

    /// <summary>Where output is appended, absolute; null to leave it to the scheduler.</summary>
    public string? Log { get; init; }

    /// <summary>The secret that has the API key, by its name in a vault of SecretManagement. For PowerShell only.</summary>
    public string? ApiKeySecret { get; init; }

    /// <summary>The secret that has the password of the database, by its name.</summary>
    public string? PasswordSecret { get; init; }

    /// <summary>The vault of the secrets; null to ask all.</summary>
    public string? Vault { get; init; }

    /// <summary>Where .NET is, for a program that cannot find it by itself; a scheduler's environment is nearly empty.</summary>
    public string? DotnetRoot { get; init; }

    /// <summary>Runs the job; the exit code is that of the run.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> RunArguments => Module is null
        ? ["run", Job, "--json"]
        : PowerShell($"$run = Invoke-CcJob {Quoted(Job)}; ConvertTo-Json $run -Depth 6 -EnumsAsStrings -Compress; exit $run.ExitCode");

    /// <summary>Looks at the job's source and store, as a JSON array; writes nothing into the store.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> CheckArguments => Module is null
        ? ["check", Job, "--json"]
        : PowerShell($"ConvertTo-Json @(Test-CcConnection -Job {Quoted(Job)}) -EnumsAsStrings -Compress");

    /// <summary>What is run, for people.</summary>
    [JsonIgnore]
    public string Command => string.Join(' ', new[] { Program }.Concat(RunArguments).Select(ShellText.Quote));

    // Without -ErrorAction Stop, a module that cannot be imported would be found by the command after it only.
    private string[] PowerShell(string work) =>
        ["-NoProfile", "-NonInteractive", "-Command", $"Import-Module {Quoted(Module ?? "")} -ErrorAction Stop; {Secret("CCDATA_API_KEY", ApiKeySecret)}{Secret("DB_PASSWORD", PasswordSecret)}{work}"];

    private string Secret(string setting, string? name) => name is null
        ? ""
        : $"$env:{setting} = Get-Secret {Quoted(name)}{(Vault is null ? "" : $" -Vault {Quoted(Vault)}")} -AsPlainText -ErrorAction Stop; ";

    private static string Quoted(string text) => ShellText.QuoteForPowerShell(text);
}
