using System.Management.Automation;
using CcIngest.EngineDouble;

namespace CcIngest.Cmdlets.Tests;

/// <summary>The double binds parameters as PowerShell does: each of these has been seen to hold in PowerShell 7.6.</summary>
public sealed class BindingTests
{
    private readonly EngineSession _session = new(Path.GetTempPath());

    [Theory]
    [InlineData("Name", "x")]
    [InlineData("name", "x")]
    [InlineData("Title", "x")]
    [InlineData("Nam", "x")]
    public void A_parameter_is_found_by_name_alias_and_beginning(string parameter, string value) =>
        Assert.Equal("Name=x", Run((parameter, value)).Single<string>());

    [Theory]
    [InlineData("NoSuch", "x", "NamedParameterNotFound,")]
    [InlineData("Many", "x", "CannotConvertArgumentNoMessage,")]
    [InlineData("Count", 4, "ParameterArgumentValidationError,")]
    [InlineData("Count", "one", "CannotConvertArgumentNoMessage,")]
    [InlineData("Count", "1,5", "ParameterArgumentValidationError,")]
    [InlineData("Name", "", "ParameterArgumentValidationError,")]
    [InlineData("Name", null, "ParameterArgumentValidationError,")]
    [InlineData("Colour", "purple", "ParameterArgumentValidationError,")]
    [InlineData("Day", "someday", "CannotConvertArgumentNoMessage,")]
    [InlineData("Code", "a1", "ParameterArgumentValidationError,")]
    [InlineData("Pair", new[] { "a", "b", "c" }, "ParameterArgumentValidationError,")]
    [InlineData("Since", "yesterday", "ParameterArgumentTransformationError,")]
    [InlineData("ErrorAction", "Perhaps", "CannotConvertArgumentNoMessage,")]
    [InlineData("WhatIf", true, "NamedParameterNotFound,")]
    public void A_bad_argument_is_a_terminating_error(string parameter, object? value, string id) => Run((parameter, value)).ShouldRefuse(id);

    [Theory]
    [InlineData("Count", "2", "Count=2")]
    [InlineData("Count", 2.0, "Count=2")]
    [InlineData("Day", "friday", "Day=Friday")]
    [InlineData("Day", "fri", "Day=Friday")]
    [InlineData("Colour", "RED", "Colour=RED")]
    [InlineData("Tags", "one", "Tags=one")]
    [InlineData("Switched", true, "Switched=True")]
    [InlineData("Switched", false, "Switched=False")]
    [InlineData("Since", "2025-01-31", "Since=2025-01-31T00:00:00Z")]
    [InlineData("Rate", "1.5", "Rate=1.5")]
    [InlineData("Code", "7", "Code=7")]
    [InlineData("Pair", new[] { "a", "b" }, "Pair=a+b")]
    public void An_argument_is_converted_without_regard_to_culture(string parameter, object value, string expected)
    {
        _session.Culture = System.Globalization.CultureInfo.GetCultureInfo("de-DE");

        Assert.Equal(expected, Run((parameter, value)).Single<string>());
    }

    [Fact]
    public void An_array_takes_many() => Assert.Equal("Tags=one+2", Run(("Tags", new object[] { "one", 2 })).Single<string>());

    [Fact]
    public void A_parameter_twice_is_refused() => Run(("Name", "x"), ("Title", "y")).ShouldRefuse("ParameterAlreadyBound,");

    [Fact]
    public void Arguments_go_by_position() =>
        Assert.Equal("Name=x Count=2", _session.Call(typeof(Echo)).At("x", 2).Run().Single<string>());

    [Fact]
    public void One_argument_too_many_is_refused() => _session.Call(typeof(Echo)).At("x", 2, 3).Run().ShouldRefuse("PositionalParameterNotFound,");

    [Fact]
    public void Objects_bind_by_value_and_by_the_names_of_their_properties()
    {
        PipelineResult result = _session.Call(typeof(Echo)).Piping("x", new { Title = "y", Count = 3 }, new { Name = "z" }).RunWell();

        Assert.Equal(["Name=x", "Name=y Count=3", "Name=z"], result.All<string>());
    }

    [Fact]
    public void An_object_that_cannot_be_bound_is_told_and_the_next_one_is_taken()
    {
        PipelineResult result = _session.Call(typeof(Echo)).Piping(new { Count = 9 }, "x").Run();

        Assert.Equal("Name=x", result.Single<string>());
        Assert.StartsWith("ParameterArgumentValidationError,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_that_takes_nothing_from_the_pipeline_says_so() =>
        Assert.StartsWith("InputObjectNotBound,", Assert.Single(_session.Call(typeof(Sets)).Piping("x").Run().Errors).FullyQualifiedErrorId, StringComparison.Ordinal);

    [Theory]
    [InlineData(new string[0], "One")]
    [InlineData(new[] { "First" }, "One")]
    [InlineData(new[] { "Second" }, "Two")]
    [InlineData(new[] { "Third", "Fourth" }, "Three")]
    public void Parameters_choose_their_set(string[] parameters, string set) =>
        Assert.Equal(set, _session.Call(typeof(Sets), [.. parameters.Select(name => (name, (object?)1))]).Run().Single<string>());

    [Theory]
    [InlineData(new[] { "First", "Second" }, "AmbiguousParameterSet,")]
    [InlineData(new[] { "Fourth" }, "MissingMandatoryParameter,")]
    public void Parameters_of_several_sets_or_of_half_a_set_are_refused(string[] parameters, string id) =>
        _session.Call(typeof(Sets), [.. parameters.Select(name => (name, (object?)1))]).Run().ShouldRefuse(id);

    private PipelineResult Run(params (string, object?)[] parameters) => _session.Call(typeof(Echo), parameters).Run();

    [Cmdlet("Test", "Echo")]
    internal sealed class Echo : PSCmdlet
    {
        [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
        [Alias("Title")]
        [ValidateNotNullOrEmpty]
        public string? Name { get; set; }

        [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
        [ValidateRange(1, 3)]
        public int? Count { get; set; }

        [Parameter]
        public DayOfWeek? Day { get; set; }

        [Parameter]
        [ValidateSet("red", "green")]
        public string? Colour { get; set; }

        [Parameter]
        public string[]? Tags { get; set; }

        [Parameter]
        public SwitchParameter Switched { get; set; }

        [Parameter]
        [UtcTime]
        public DateTime? Since { get; set; }

        [Parameter]
        public double Rate { get; set; }

        [Parameter]
        [ValidatePattern("^[0-9]+$")]
        public string? Code { get; set; }

        [Parameter]
        [ValidateCount(1, 2)]
        public string[]? Pair { get; set; }

        [Parameter]
        public System.Security.SecureString? Many { get; set; }

        protected override void ProcessRecord() => WriteObject(string.Join(' ', MyInvocation.BoundParameters.Select(bound => bound.Value switch
        {
            string[] many => $"{bound.Key}={string.Join('+', many)}",
            DateTime time => FormattableString.Invariant($"{bound.Key}={time:yyyy-MM-dd'T'HH:mm:ssK}"),
            var one => FormattableString.Invariant($"{bound.Key}={one}"),
        })));
    }

    [Cmdlet("Test", "Sets", DefaultParameterSetName = "One")]
    internal sealed class Sets : PSCmdlet
    {
        [Parameter(ParameterSetName = "One")]
        public int First { get; set; }

        [Parameter(Mandatory = true, ParameterSetName = "Two")]
        public int Second { get; set; }

        [Parameter(Mandatory = true, ParameterSetName = "Three")]
        public int Third { get; set; }

        [Parameter(ParameterSetName = "Three")]
        public int Fourth { get; set; }

        protected override void EndProcessing() => WriteObject(ParameterSetName);
    }
}
