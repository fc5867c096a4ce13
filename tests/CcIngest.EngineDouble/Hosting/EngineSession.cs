using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace CcIngest.EngineDouble;

/// <summary>What a PowerShell session is to cmdlets: a runspace, variables, a location. Pipelines of one session run one after the other.</summary>
public sealed class EngineSession
{
    private readonly SessionRunspace _runspace = new();

    /// <param name="location">The current location, a folder; the process's own current directory is something else.</param>
    public EngineSession(string location)
    {
        Location = location;
        State = new SessionState(this);
    }

    public string Location { get; set; }

    /// <summary>The culture of the pipeline thread.</summary>
    public CultureInfo Culture { get; set; } = CultureInfo.CurrentCulture;

    /// <summary>Preference variables among others, by name without the dollar sign.</summary>
    public IDictionary<string, object?> Variables { get; } = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
    {
        ["ErrorActionPreference"] = ActionPreference.Continue,
        ["WarningPreference"] = ActionPreference.Continue,
        ["VerbosePreference"] = ActionPreference.SilentlyContinue,
        ["DebugPreference"] = ActionPreference.SilentlyContinue,
        ["InformationPreference"] = ActionPreference.SilentlyContinue,
        ["ProgressPreference"] = ActionPreference.Continue,
        ["WhatIfPreference"] = false,
        ["ConfirmPreference"] = ConfirmImpact.High,
    };

    /// <summary>What somebody at the prompt answers to a question; without it a shown question is a failure of the test.</summary>
    public Func<Question, bool>? Prompt { get; set; }

    /// <summary>What a script that a cmdlet runs gives: there is no interpreter here, so a test says it.</summary>
    public Func<string, object[], IReadOnlyList<object>> Scripts { get; set; } =
        (_, _) => throw new NotSupportedException("This session runs no scripts: set Scripts.");

    internal SessionState State { get; }

    /// <summary>A pipeline that begins with a cmdlet.</summary>
    public PipelineCall Call(Type cmdlet, params (string Name, object? Value)[] parameters) => new PipelineCall(this).Then(cmdlet, parameters);

    /// <summary>What Tab offers for an argument.</summary>
    /// <param name="typed">What stands there so far.</param>
    /// <param name="bound">What stands on the line already.</param>
    public IReadOnlyList<CompletionResult> Complete(Type cmdlet, string parameter, string typed, params (string Name, object? Value)[] bound)
    {
        CommandParameters parameters = CommandParameters.Of(cmdlet);
        CommandParameter completed = parameters.Find(parameter);
        Type completer = completed.Property?.GetCustomAttribute<ArgumentCompleterAttribute>()?.Type
            ?? throw new ArgumentException($"{cmdlet.Name} has no completer for -{parameter}.", nameof(parameter));
        Hashtable given = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, object? value) in bound)
        {
            given[name] = value;
        }

        return OnPipelineThread(() => ((IArgumentCompleter)Activator.CreateInstance(completer)!)
            .CompleteArgument(parameters.CommandName, completed.Name, typed, new CommandAst(), given).ToArray());
    }

    /// <summary>What the engine does when it imports the module: all classes of the assembly that want to know are told.</summary>
    public void Import(Assembly module) => Tell<IModuleAssemblyInitializer>(module, one => one.OnImport());

    /// <summary>What Remove-Module does.</summary>
    public void Remove(Assembly module) => Tell<IModuleAssemblyCleanup>(module, one => one.OnRemove(new PSModuleInfo(module.GetName().Name ?? "")));

    /// <summary>Runs something on a new thread that works for this session's runspace, as the engine's pipelines do, and waits for it.</summary>
    internal T OnPipelineThread<T>(Func<T> work)
    {
        TaskCompletionSource<T> done = new();
        StartPipelineThread(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        });
        return done.Task.GetAwaiter().GetResult();
    }

    internal void StartPipelineThread(Action work)
    {
        Thread thread = new(() =>
        {
            CultureInfo.CurrentCulture = Culture;
            CultureInfo.CurrentUICulture = Culture;
            Runspace.DefaultRunspace = _runspace;
            work();
        })
        {
            IsBackground = true,
            Name = "Pipeline",
        };
        thread.Start();
    }

    private void Tell<T>(Assembly module, Action<T> tell) => OnPipelineThread(() =>
    {
        foreach (Type type in module.GetExportedTypes().Where(type => type.IsClass && !type.IsAbstract && typeof(T).IsAssignableFrom(type)))
        {
            tell((T)Activator.CreateInstance(type)!);
        }

        return true;
    });

    private sealed class SessionRunspace : Runspace;
}
