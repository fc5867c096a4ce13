namespace CcIngest.Help.Tests;

public sealed class CmdletReaderTests
{
    private static readonly string ThisAssembly = typeof(CmdletReaderTests).Assembly.Location;
    private readonly IReadOnlyList<CmdletShape> _cmdlets = CmdletReader.Read(ThisAssembly, ThisAssembly);

    [Fact]
    public void Cmdlets_come_in_the_order_of_their_names() => Assert.Equal(["Get-Sample", "Set-Sample"], _cmdlets.Select(cmdlet => cmdlet.Name));

    [Fact]
    public void A_parameter_has_its_type_aliases_values_and_wildcards()
    {
        Assert.Equal(["Name", "Form", "Last"], _cmdlets[0].Parameters.Select(parameter => parameter.Name));
        Assert.Equal(["String[]", "String", "Int32"], _cmdlets[0].Parameters.Select(parameter => parameter.Type));
        Assert.Equal([true, false, false], _cmdlets[0].Parameters.Select(parameter => parameter.TakesWildcards));
        Assert.Equal(["short", "long"], Parameter(0, "Form").AcceptedValues);
        Assert.Equal(["Red", "Green"], Parameter(1, "Colour").AcceptedValues);
        Assert.Equal(["Text", "Value"], Parameter(1, "Label").Aliases);
    }

    [Fact]
    public void A_use_says_position_and_pipeline()
    {
        Assert.Equal(new ParameterUse(null, false, 0, true, false), Assert.Single(Parameter(0, "Name").Uses));
        Assert.Equal(new ParameterUse("ById", true, null, false, true), Assert.Single(Parameter(1, "Id").Uses));
    }

    [Fact]
    public void A_cmdlet_that_asks_has_WhatIf_and_Confirm_and_another_has_not()
    {
        Assert.Equal(["WhatIf", "Confirm"], _cmdlets[1].Parameters.Select(parameter => parameter.Name).TakeLast(2));
        Assert.DoesNotContain(_cmdlets[0].Parameters, parameter => parameter.Name is "WhatIf" or "Confirm");
    }

    [Fact]
    public void The_default_set_comes_first_and_shows_positions_then_mandatory_then_the_others()
    {
        Assert.Equal(["ByName", "ById"], _cmdlets[1].Sets.Select(set => set.Name));
        Assert.Equal(["Name", "Label", "Colour", "WhatIf", "Confirm"], Names(_cmdlets[1].Sets[0]));
        Assert.Equal(["Id", "Colour", "WhatIf", "Confirm"], Names(_cmdlets[1].Sets[1]));
        Assert.Equal(["Name", "Form", "Last"], Names(Assert.Single(_cmdlets[0].Sets)));
    }

    private static IEnumerable<string> Names(ParameterSet set) => set.Parameters.Select(member => member.Parameter.Name);

    private ParameterShape Parameter(int cmdlet, string name) => _cmdlets[cmdlet].Parameters.Single(parameter => parameter.Name == name);
}
