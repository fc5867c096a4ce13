using Microsoft.Extensions.Logging;

namespace CcIngest.Sources;

/// <summary>Makes the budgets of an opened source: one for each scope, shared with other processes where there is a folder for it.</summary>
internal static class RequestBudgets
{
    /// <summary>One budget for both addresses when they are one scope, else one each.</summary>
    public static (IRequestBudget DataApi, IRequestBudget MinApi) Open(SourceOptions options, TimeProvider time, ILogger log)
    {
        string dataApi = BudgetScope.FileName(options, options.DataApi);
        string minApi = BudgetScope.FileName(options, options.MinApi);
        if (options.StateFolder is null)
        {
            log.BudgetNotShared("the state folder", "neither STATE_DIR nor the environment, as with HOME or LOCALAPPDATA, names one");
        }

        IRequestBudget budget = Open(dataApi);
        return (budget, minApi == dataApi ? budget : Open(minApi));

        IRequestBudget Open(string name) =>
            options.StateFolder is { } folder ? new FileBudget(Path.Combine(folder, name), options.Timeout, time, log) : new ProcessBudget(time);
    }
}
