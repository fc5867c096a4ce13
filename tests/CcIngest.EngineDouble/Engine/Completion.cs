using System.Collections;
using System.Management.Automation.Language;

namespace System.Management.Automation
{
    public interface IArgumentCompleter
    {
        IEnumerable<CompletionResult> CompleteArgument(
            string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters);
    }

    public enum CompletionResultType
    {
        Text = 0,
        History = 1,
        Command = 2,
        ProviderItem = 3,
        ProviderContainer = 4,
        Property = 5,
        Method = 6,
        ParameterName = 7,
        ParameterValue = 8,
    }

    public class CompletionResult(string completionText, string listItemText, CompletionResultType resultType, string toolTip)
    {
        public string CompletionText { get; } = completionText;

        public string ListItemText { get; } = listItemText;

        public CompletionResultType ResultType { get; } = resultType;

        public string ToolTip { get; } = toolTip;
    }
}

namespace System.Management.Automation.Language
{
    public abstract class Ast
    {
        internal Ast()
        {
        }
    }

    public abstract class StatementAst : Ast
    {
        internal StatementAst()
        {
        }
    }

    public abstract class CommandBaseAst : StatementAst
    {
        internal CommandBaseAst()
        {
        }
    }

    /// <summary>The command on the line. Nothing here looks into it.</summary>
    public class CommandAst : CommandBaseAst
    {
        internal CommandAst()
        {
        }
    }
}
