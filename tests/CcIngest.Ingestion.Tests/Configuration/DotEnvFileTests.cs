using CcIngest.Model;

namespace CcIngest.Ingestion.Tests;

public sealed class DotEnvFileTests
{
    [Theory]
    [InlineData("DB_HOST=h", "h")]
    [InlineData("export DB_HOST=h", "h")]
    [InlineData("  DB_HOST = h  ", "h")]
    [InlineData("DB_HOST=a b # comment", "a b")]
    [InlineData("DB_HOST=a#b", "a#b")]
    [InlineData("DB_HOST='a # b' # comment", "a # b")]
    [InlineData("DB_HOST=\"a \\\"b\\\" \\\\ \\n\"", "a \"b\" \\ \n")]
    [InlineData("DB_HOST='\\n'", "\\n")]
    [InlineData("DB_HOST=\"\\d\"", "\\d")]
    [InlineData("DB_HOST=a=b", "a=b")]
    [InlineData("DB_HOST=first\nDB_HOST=last", "last")]
    public void Values_are_read_as_shells_read_them(string text, string expected) => Assert.Equal(expected, DotEnvFile.Parse(text.Split('\n'))["DB_HOST"].Value);

    [Theory]
    [InlineData("")]
    [InlineData("# DB_HOST=h")]
    [InlineData("DB_HOST=")]
    [InlineData("DB_HOST=\"\"")]
    [InlineData("DB_HOST=# comment")]
    [InlineData("OTHER_PROGRAM=1")]
    public void Comments_empty_values_and_other_programs_names_say_nothing(string text) => Assert.Empty(DotEnvFile.Parse(text.Split('\n')));

    [Theory]
    [InlineData("DB_PASSWORD")]
    [InlineData("=s3cret")]
    [InlineData("DB PASSWORD=s3cret")]
    [InlineData("DB_PASSWORD='s3cret")]
    [InlineData("DB_PASSWORD=\"s3cret\" more")]
    public void A_broken_line_is_named_and_not_shown(string line)
    {
        IngestException broken = Assert.Throws<IngestException>(() => DotEnvFile.Parse(["", line]));

        Assert.StartsWith(".env, line 2 ", broken.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", broken.Message + broken.Advice, StringComparison.Ordinal);
    }
}
