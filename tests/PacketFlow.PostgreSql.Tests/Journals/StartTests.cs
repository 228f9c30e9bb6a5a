using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>What stops a host's start, or is said at it: each names the key, shows no password, and says what to do.</summary>
public sealed class StartTests(PostgresServer server)
{
    [Fact]
    public async Task Host_without_the_package_is_told_its_name()
    {
        string message = (await Should.ThrowAsync<OptionsValidationException>(() => StartAsync("Host=db;Password=secret", static _ => { }))).Message;

        message.ShouldContain("PacketFlow:Journal = (not shown)");
        message.ShouldContain("add package PacketFlow.PostgreSql and flow.AddPostgreSql()");
    }

    [Fact]
    public async Task Connection_string_that_is_none_is_refused_without_showing_it()
    {
        string message = (await Should.ThrowAsync<OptionsValidationException>(() => StartAsync("Host=db;Password=secret;Sped=3"))).Message;

        message.ShouldContain("PacketFlow:Journal = (not shown): it is no connection string of PostgreSQL");
        message.ShouldContain("sped");
        message.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Server_that_does_not_answer_is_named_without_its_password()
    {
        string message = (await Should.ThrowAsync<PacketFlowException>(() => StartAsync("Host=/nowhere;Database=flow;Username=me;Password=secret"))).Message;

        message.ShouldContain("PacketFlow:Journal = 'Host=/nowhere;");
        message.ShouldContain("Password=***");
        message.ShouldContain("cannot be reached");
        message.ShouldContain("Start it, or correct the connection string");
        message.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Database_that_does_not_exist_is_said_in_the_servers_words()
    {
        string message = (await Should.ThrowAsync<PacketFlowException>(() => StartAsync(server.ConnectionString("nobody")))).Message;

        message.ShouldContain("database \"nobody\" does not exist");
    }

    [Fact]
    public async Task User_who_may_not_make_the_schema_is_told_who_can()
    {
        string database = await server.NewDatabaseAsync();
        await PostgresServer.DoAsync(database, "DROP ROLE IF EXISTS guest; CREATE ROLE guest LOGIN");

        string message = (await Should.ThrowAsync<PacketFlowException>(() => StartAsync($"{database};Username=guest"))).Message;

        message.ShouldContain("CREATE SCHEMA packetflow AUTHORIZATION");
        await PostgresServer.DoAsync(database, "CREATE SCHEMA packetflow AUTHORIZATION guest");
        await StartAsync($"{database};Username=guest");
    }

    [Fact]
    public async Task Server_without_synchronous_commit_is_used_with_a_warning()
    {
        string database = await server.NewDatabaseAsync();
        await using var journal = new PostgreSqlJournal(new Server($"{database};Options=-c synchronous_commit=off"));

        await journal.OpenAsync(default);

        journal.Warnings.ShouldHaveSingleItem().ShouldContain("synchronous_commit=off");
    }

    [Fact]
    public async Task Server_without_fsync_is_refused()
    {
        await using var careless = new PostgresServer { Options = ["fsync=off"] };
        await careless.InitializeAsync();

        string message = (await Should.ThrowAsync<JournalException>(() => StartAsync(careless.ConnectionString("postgres")))).Message;

        message.ShouldContain("fsync=off");
        message.ShouldContain("Set fsync = on");
    }

    private static Task StartAsync(string journal) => StartAsync(journal, static flow => flow.AddPostgreSql());

    private static async Task StartAsync(string journal, Action<IPacketFlowBuilder> configure)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection([new("PacketFlow:Listen:Tcp", "off"), new("PacketFlow:Journal", journal)]);
        builder.Logging.ClearProviders();
        builder.AddPacketFlow(configure);
        using IHost host = builder.Build();
        await host.StartAsync();
        await host.StopAsync();
    }
}
