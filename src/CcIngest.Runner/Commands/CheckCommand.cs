using System.CommandLine;
using System.Globalization;
using CcIngest.Ingestion;
using CcIngest.Model;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Runner.Commands;

/// <summary><c>ccingest check [JOB.json]</c>: looks at source and store before work is begun, a line for each check. Writes nothing.</summary>
internal static class CheckCommand
{
    private static readonly Argument<FileInfo?> File = new("job")
    {
        Description = "A job file, when it is the one that says where source and store are.", Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string[]> Set = JobSettings.Option();

    private static readonly Option<bool> Json = new("--json") { Description = "Print the checks as one line of JSON." };

    private static readonly Option<bool> StoreOnly = new("--store-only") { Description = "Leave the source out: no call is counted. For health checks." };

    private static readonly Option<int> Timeout = TimeoutOption();

    public static Command Create()
    {
        Command command = new("check", "Checks network, key, rights, schema and clocks. Exit code: 0 nothing failed, 1 something did, 64 usage.") { File, Set, Json, StoreOnly, Timeout };
        command.SetAction(RunAsync);
        return command;
    }

    private static Option<int> TimeoutOption()
    {
        Option<int> option = new("--timeout")
        {
            Description = "The longest that one check may take, in seconds, 1 to 300.", DefaultValueFactory = _ => 10,
        };
        option.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 1 or > 300)
            {
                given.AddError("--timeout: allowed are 1 to 300 seconds.");
            }
        });
        return option;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        JobFile? job = line.GetValue(File) is { } file ? await JobSettings.ReadAsync(file, cancellationToken).ConfigureAwait(false) : null;
        Settings settings = JobSettings.Load(job, line.GetValue(Set));
        TextWriter output = line.InvocationConfiguration.Output;
        List<ConnectionCheck> told = [];
        TimeSpan timeout = TimeSpan.FromSeconds(line.GetValue(Timeout));
        IAsyncEnumerable<ConnectionCheck> checks = ConnectionChecks.RunAsync(
            line.GetValue(StoreOnly) ? null : settings.Source, settings.Store, timeout, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken);
        await foreach (ConnectionCheck check in checks.ConfigureAwait(false))
        {
            await TellAsync(check).ConfigureAwait(false);
        }

        if (job is not null && !line.GetValue(StoreOnly))
        {
            foreach (ConnectionCheck check in await AlertChecks.LookAsync(job, JobSettings.Addresses(job), timeout, TimeProvider.System, cancellationToken).ConfigureAwait(false))
            {
                await TellAsync(check).ConfigureAwait(false);
            }
        }

        if (line.GetValue(Json))
        {
            await output.WriteLineAsync(ConnectionCheckJson.Write(told)).ConfigureAwait(false);
        }

        return told.Any(check => check.Verdict == CheckVerdict.Failed) ? ExitCodes.Failed : 0;

        async Task TellAsync(ConnectionCheck check)
        {
            told.Add(check);
            if (line.GetValue(Json))
            {
                return;
            }

            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{check.Verdict,-8} {check.Check,-12} {check.Target}: {check.Message}")).ConfigureAwait(false);
            if (check.Advice is { } advice)
            {
                await output.WriteLineAsync($"{"",-21} {advice}").ConfigureAwait(false);
            }
        }
    }
}
