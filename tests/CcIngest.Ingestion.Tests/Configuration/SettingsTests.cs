using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion.Tests;

public sealed class SettingsTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ccingest-settings-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Without_anything_said_the_defaults_hold()
    {
        Settings settings = Load();

        Assert.Equal(new Settings() with { Store = settings.Store, Source = settings.Source }, settings);
        Assert.Equal(new Storage.StoreOptions { File = Path.Combine(_directory.FullName, "ccingest.db") }, settings.Store);
        Assert.Equal(new Sources.SourceOptions { Paths = settings.Source.Paths }, settings.Source);
    }

    [Fact]
    public void Nearer_words_win_over_farther_ones()
    {
        Write("ccingest.json", """{ "DB_HOST": "json", "DB_USER": "json", "DB_NAME": "json", "DB_PORT": 1 }""");
        Write(".env", "DB_HOST=dotenv\nDB_USER=dotenv\nDB_NAME=dotenv");

        Settings settings = Load(new() { ["DB_HOST"] = "parameter" }, new() { ["DB_HOST"] = "environment", ["DB_USER"] = "environment" });

        Assert.Equal(("parameter", "environment", "dotenv", 1), (settings.Store.Host, settings.Store.User, settings.Store.Schema, settings.Store.Port));
    }

    [Fact]
    public void Nothing_and_empty_text_are_not_said()
    {
        Write(".env", "DB_HOST=dotenv");

        Assert.Equal("dotenv", Load(new() { ["DB_HOST"] = null }, new() { ["DB_HOST"] = "" }).Store.Host);
    }

    [Fact]
    public void Every_setting_arrives_where_it_belongs()
    {
        Settings settings = Load(new()
        {
            ["CCDATA_API_KEY"] = "k", ["DATA_API_BASE_URL"] = "http://127.0.0.1:1/", ["MIN_API_BASE_URL"] = "http://127.0.0.1:2/", ["API_REQUEST_TIMEOUT_SECONDS"] = "2.5",
            ["API_MAX_RETRIES"] = "0", ["API_RETRY_BACKOFF_FACTOR"] = "0.01", ["MAX_API_FETCH_LIMIT"] = "7", ["DB_ENGINE"] = "MySQL", ["DB_FILE"] = "x.db", ["DB_HOST"] = "h",
            ["DB_PORT"] = "3306", ["DB_USER"] = "u", ["DB_PASSWORD"] = "p", ["DB_NAME"] = "n_1", ["DB_SSL_MODE"] = "verifyfull", ["DB_SSL_CA"] = "ca.pem",
            ["DB_CONNECTION_POOL_MIN_SIZE"] = "3", ["DB_CONNECTION_POOL_MAX_SIZE"] = "4", ["DB_CONNECTION_POOL_TIMEOUT_SECONDS"] = "5",
            ["DEFAULT_INGESTION_BATCH_SIZE"] = "500", ["ENVIRONMENT"] = "test", ["LOG_LEVEL"] = "warning",
        });

        Assert.Equal(
            new Storage.StoreOptions
            {
                Engine = "mysql", File = Path.Combine(_directory.FullName, "x.db"), Host = "h", Port = 3306, User = "u", Password = settings.Store.Password, Schema = "n_1",
                SslMode = "VerifyFull", SslCa = Path.Combine(_directory.FullName, "ca.pem"), PoolMinSize = 3, PoolMaxSize = 4, PoolTimeout = TimeSpan.FromSeconds(5),
            },
            settings.Store);
        Assert.Equal(("p", "k"), (settings.Store.Password?.Reveal(), settings.Source.ApiKey?.Reveal()));
        Assert.Equal(("http://127.0.0.1:1/", "http://127.0.0.1:2/"), (settings.Source.DataApi.ToString(), settings.Source.MinApi.ToString()));
        Assert.Equal((TimeSpan.FromSeconds(2.5), 0, 0.01, 7), (settings.Source.Timeout, settings.Source.MaxRetries, settings.Source.RetryBackoffFactor, settings.Source.MaxFetchLimit));
        Assert.Equal((500, "test", LogLevel.Warning), (settings.BatchSize, settings.Environment, settings.LogLevel));
    }

    [Theory]
    [InlineData("mysql", "market", "n")]
    [InlineData("sqlite", "market", "n")]
    [InlineData("postgresql", "n", "s")]
    [InlineData("timescale", "n", "s")]
    public void The_name_of_the_database_is_the_schema_where_an_engine_has_no_schemas_in_databases(string engine, string database, string schema)
    {
        Storage.StoreOptions store = Load(new() { ["DB_ENGINE"] = engine, ["DB_NAME"] = "n", ["DB_SCHEMA"] = "s", ["DB_DROP_AFTER_DAYS"] = "30" }).Store;

        Assert.Equal((database, schema), (store.Database, store.Schema));
        Assert.Equal(new Storage.ChunkPolicy { DropAfter = TimeSpan.FromDays(30) }, store.Chunks);
    }

    [Theory]
    [InlineData("DB_PORT", "0")]
    [InlineData("DB_PORT", "65536")]
    [InlineData("DB_PORT", "3306x")]
    [InlineData("DB_NAME", "a-b")]
    [InlineData("DB_SSL_MODE", "maybe")]
    [InlineData("API_REQUEST_TIMEOUT_SECONDS", "0.5")]
    [InlineData("API_REQUEST_TIMEOUT_SECONDS", "NaN")]
    [InlineData("API_MAX_RETRIES", "21")]
    [InlineData("API_RETRY_BACKOFF_FACTOR", "1,5")]
    [InlineData("DATA_API_BASE_URL", "ftp://example.org")]
    [InlineData("MAX_API_FETCH_LIMIT", "5001")]
    [InlineData("DEFAULT_INGESTION_BATCH_SIZE", "99")]
    [InlineData("ENVIRONMENT", "two words")]
    [InlineData("LOG_LEVEL", "loud")]
    public void A_bad_value_is_refused_with_its_name_its_value_its_place_and_what_is_allowed(string name, string value)
    {
        IngestException refused = Assert.Throws<IngestException>(() => Load(environment: new() { [name] = value }));

        Assert.Equal(IngestErrorId.SettingInvalid, refused.Id);
        Assert.Equal($"{name} is '{value}' (environment variable).", refused.Message);
        Assert.Equal($"Allowed: {SettingDefinitions.Find(name)?.Allowed}.", refused.Advice);
    }

    [Theory]
    [InlineData("https://user:hunter2@example.org")]
    [InlineData("https://example.org/?api_key=hunter2")]
    public void An_address_with_a_place_for_secrets_is_refused_without_showing_it(string address)
    {
        IngestException refused = Assert.Throws<IngestException>(() => Load(environment: new() { ["DATA_API_BASE_URL"] = address }));

        Assert.Equal("DATA_API_BASE_URL (environment variable) is not allowed.", refused.Message);
        Assert.DoesNotContain("hunter2", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_collector_with_a_login_in_its_address_is_refused_so_that_no_warning_shows_it() => Assert.Equal(
        "OTEL_EXPORTER_OTLP_ENDPOINT (environment variable) is not allowed.",
        Assert.Throws<IngestException>(() => Load(environment: new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "https://user:hunter2@collector" })).Message);

    [Theory]
    [InlineData("Authorization: Bearer hunter2")]
    [InlineData("a=hunter2,A=hunter2")]
    [InlineData("a=hunter2,")]
    [InlineData("=hunter2")]
    [InlineData("two words=hunter2")]
    [InlineData("a=hunter2%0d%0ab: c")]
    public void Headers_that_cannot_be_sent_are_refused_without_showing_them(string headers)
    {
        IngestException refused = Assert.Throws<IngestException>(() => Load(environment: new() { ["OTEL_EXPORTER_OTLP_HEADERS"] = headers }));

        Assert.Equal((IngestErrorId.SettingInvalid, "OTEL_EXPORTER_OTLP_HEADERS (environment variable) is not allowed."), (refused.Id, refused.Message));
        Assert.DoesNotContain("hunter2", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authorization=Basic%20c2VjcmV0Og==")]
    [InlineData("api-key=k, x-scope = 1,empty=")]
    public void Headers_that_can_be_sent_are_taken(string headers) =>
        Assert.Equal(headers, Load(environment: new() { ["OTEL_EXPORTER_OTLP_HEADERS"] = headers }).Otlp.Headers?.Reveal());

    [Fact]
    public void An_unknown_engine_has_an_id_of_its_own() =>
        Assert.Equal(IngestErrorId.EngineUnknown, Assert.Throws<IngestException>(() => Load(new() { ["DB_ENGINE"] = "oracle" })).Id);

    [Fact]
    public void A_pool_with_a_minimum_above_its_maximum_is_refused() => Assert.Contains("DB_CONNECTION_POOL_MAX_SIZE 10",
        Assert.Throws<IngestException>(() => Load(new() { ["DB_CONNECTION_POOL_MIN_SIZE"] = "11" })).Message, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_parameter_is_refused_with_the_nearest_name() => Assert.Contains("Did you mean 'DB_ENGINE'?",
        Assert.Throws<IngestException>(() => Load(new() { ["DB_ENGIN"] = "sqlite" })).Advice, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_name_in_the_file_is_refused_with_its_line()
    {
        Write("ccingest.json", "{\n  // where\n  \"DB_HOST\": \"h\",\n  \"DB_HOTS\": \"h\",\n}");

        IngestException refused = Assert.Throws<IngestException>(() => Load());

        Assert.Contains("'DB_HOTS' (ccingest.json, line 4)", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'DB_HOST'?", refused.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"DB_HOST\": \"h\", ", "no JSON")]
    [InlineData("[1]", "no JSON object")]
    [InlineData("{ \"DB_HOST\": [\"h\"] }", "is an array")]
    [InlineData("{ \"DB_HOST\": \"a\", \"DB_HOST\": \"b\" }", "said twice")]
    public void A_file_that_cannot_be_meant_is_refused(string json, string words)
    {
        Write("ccingest.json", json);

        IngestException refused = Assert.Throws<IngestException>(() => Load());

        Assert.Equal(IngestErrorId.SettingInvalid, refused.Id);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.Contains("ccingest.json", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_value_in_a_file_names_the_line()
    {
        Write(".env", "# comment\n\nDB_PORT=many");

        Assert.Equal("DB_PORT is 'many' (.env, line 3).", Assert.Throws<IngestException>(() => Load()).Message);
    }

    [Fact]
    public void A_default_is_what_the_options_have_by_themselves()
    {
        foreach (SettingDefinition setting in SettingDefinitions.All.Where(setting => setting.Default is not null))
        {
            Assert.Equal(new Settings().ToString(), (setting.Apply(new Settings(), setting.Default!) ?? throw new InvalidOperationException(setting.Name)).ToString());
        }
    }

    [Fact]
    public void The_page_of_settings_names_each_one_and_no_secret_has_a_default()
    {
        string page = SettingsDocument.Markdown();

        Assert.All(SettingDefinitions.All, setting => Assert.Contains($"| `{setting.Name}` |", page, StringComparison.Ordinal));
        Assert.All(SettingDefinitions.All.Where(setting => setting.IsSecret), setting => Assert.Null(setting.Default));
    }

    [Fact]
    public void The_committed_page_of_settings_is_the_definitions_own() => WrittenFile.Same("docs/settings.md", SettingsDocument.Markdown());

    private Settings Load(Dictionary<string, string?>? parameters = null, Dictionary<string, string?>? environment = null) =>
        Settings.Load(parameters ?? [], name => environment?.GetValueOrDefault(name), _directory.FullName);

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_directory.FullName, file), text);
}
