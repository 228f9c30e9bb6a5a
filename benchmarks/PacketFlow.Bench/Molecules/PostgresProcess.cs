using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace PacketFlow.Bench;

/// <summary>A PostgreSQL server of the benchmark's own in a temporary folder, with the durability that servers have. It never runs as root.</summary>
internal sealed class PostgresProcess : IDisposable
{
    private const string Installed = "/usr/lib/postgresql";

    private readonly string _folder = Directory.CreateTempSubdirectory("packetflow-bench-pg-").FullName;
    private Process? _server;

    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>Runs a part with a server of its own, and says in the table that it was left out where there is none to start.</summary>
    public static async Task UseAsync(Table table, Func<PostgresProcess, Task> runAsync)
    {
        if (Program("postgres") is null)
        {
            table.Row($"PostgreSQL: skipped, no server's programs in {Installed}", "", "", "");
            return;
        }

        using PostgresProcess server = await StartAsync().ConfigureAwait(false);
        await runAsync(server).ConfigureAwait(false);
    }

    private static async Task<PostgresProcess> StartAsync()
    {
        var server = new PostgresProcess();
        if (IsRoot)
        {
            await EndAsync(Process.Start("chown", ["postgres:postgres", server._folder])).ConfigureAwait(false);
        }

        string data = Path.Combine(server._folder, "data");
        await EndAsync(Begin("initdb", "-D", data, "-A", "trust", "-U", "postgres", "--no-instructions")).ConfigureAwait(false);
        server._server = Begin("postgres", "-D", data, "-k", server._folder, "-c", "listen_addresses=");
        while (await server._server.StandardError.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (line.Contains("ready to accept connections", StringComparison.Ordinal))
            {
                _ = server._server.StandardError.ReadToEndAsync();
                return server;
            }
        }

        throw new InvalidOperationException("The PostgreSQL server did not start.");
    }

    public async Task<string> NewDatabaseAsync(string name)
    {
        using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync().ConfigureAwait(false);
        using var make = new NpgsqlCommand($"CREATE DATABASE {name} TEMPLATE template0", connection);
        await make.ExecuteNonQueryAsync().ConfigureAwait(false);
        return ConnectionString(name);
    }

    public void Dispose()
    {
        if (_server is not null)
        {
            _server.Kill(entireProcessTree: true);
            _server.WaitForExit();
            _server.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string ConnectionString(string database) => $"Host={_folder};Database={database};Username=postgres";

    private static async Task EndAsync(Process process)
    {
        using (process)
        {
            await process.WaitForExitAsync().ConfigureAwait(false);
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{process.StartInfo.FileName} ended with {process.ExitCode}."));
            }
        }
    }

    private static Process Begin(string name, params string[] arguments)
    {
        string program = Program(name)!;
        var start = IsRoot
            ? new ProcessStartInfo("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.WorkingDirectory = "/";
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        Process process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    // Debian keeps the server's programs apart from the path, a folder for each version.
    private static string? Program(string name) => !Directory.Exists(Installed) ? null : Directory.GetDirectories(Installed)
        .OrderDescending(StringComparer.Ordinal)
        .Select(folder => Path.Combine(folder, "bin", name))
        .FirstOrDefault(File.Exists);
}
