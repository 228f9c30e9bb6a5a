using System.Globalization;
using Npgsql;
using PacketFlow.Testing;

namespace PacketFlow.PostgreSql;

/// <summary>A PostgreSQL server of the test's own, in a temporary folder, reached through a socket there. It never runs as root, which it refuses.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const int SigKill = 9;

    private readonly string _folder = Directory.CreateTempSubdirectory("packetflow-pg-").FullName;
    private readonly string _programs = Programs();
    private StartedProcess? _process;
    private int _databases;

    /// <summary>What the server is started with beside what it always is.</summary>
    internal string[] Options { get; init; } = [];

    /// <summary>The file through which it is reached.</summary>
    internal string Socket => Path.Combine(_folder, ".s.PGSQL.5432");

    private static bool IsRoot => Environment.UserName == "root";

    public async ValueTask InitializeAsync()
    {
        if (IsRoot)
        {
            await StartedProcess.RunAsync(_folder, "chown", "postgres:postgres", _folder);
        }

        await RunAsync("initdb", "-D", Path.Combine(_folder, "data"), "-A", "trust", "-U", "postgres", "--no-sync", "--no-instructions");
        await StartAsync();
    }

    /// <summary>Makes a database and gives its connection string.</summary>
    internal async Task<string> NewDatabaseAsync()
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"flow{Interlocked.Increment(ref _databases)}");
        await DoAsync(ConnectionString("postgres"), $"CREATE DATABASE {name} TEMPLATE template0");
        return ConnectionString(name);
    }

    internal string ConnectionString(string database) => $"Host={_folder};Database={database};Username=postgres;Timeout=5;Command Timeout=20";

    /// <summary>Runs a statement and gives what it says first.</summary>
    internal static async Task<object?> DoAsync(string connectionString, string text)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(text, connection);
        return await command.ExecuteScalarAsync();
    }

    internal async Task StartAsync()
    {
        // What a killed server leaves behind needs a moment to notice; until then a new one refuses to start.
        while (true)
        {
            _process = StartedProcess.Start(_folder, [], IsRoot ? "setpriv" : Path.Combine(_programs, "postgres"), Arguments("postgres",
                [
                    "-D", Path.Combine(_folder, "data"), "-k", _folder, "-c", "listen_addresses=", "-c", "max_connections=300", "-c", "shared_buffers=64MB",
                    .. Options.SelectMany(static option => new[] { "-c", option }),
                ]));
            Task ready = _process.LineAsync("ready to accept connections");
            if (await Task.WhenAny(ready, _process.ExitAsync()) == ready && ready.IsCompletedSuccessfully)
            {
                return;
            }

            await Should.ThrowAsync<InvalidOperationException>(ready);
            _process.Output.ShouldContain("shared memory");
        }
    }

    /// <summary>Ends the server's first process where it stands; the others notice.</summary>
    internal async Task KillAsync()
    {
        _process!.Signal(SigKill);
        await _process.ExitAsync();
        await _process.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private Task RunAsync(string program, params string[] arguments) => StartedProcess.RunAsync(
        _folder, IsRoot ? "setpriv" : Path.Combine(_programs, program), Arguments(program, arguments));

    private string[] Arguments(string program, string[] arguments) => IsRoot
        ? ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--", Path.Combine(_programs, program), .. arguments]
        : arguments;

    // Debian keeps the server's programs apart from the path, a folder for each version.
    private static string Programs() =>
        (Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(static folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)).Select(static folder => Path.Combine(folder, "bin"))
            : Environment.GetEnvironmentVariable("PATH")!.Split(':'))
        .FirstOrDefault(static folder => File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb")))
        ?? throw new InvalidOperationException("These tests need the programs of a PostgreSQL server. On Debian: apt-get install postgresql");
}
