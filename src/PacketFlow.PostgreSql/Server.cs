using System.Runtime.CompilerServices;
using Npgsql;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>The server that a connection string names: connections to it, questions to it, and its name in messages.</summary>
internal sealed class Server : IAsyncDisposable
{
    private const int PreparedStatements = 32;

    // A server lets a hundred in unless told otherwise, and several hosts share it: those that take over much at once must leave room.
    private const int Connections = 20;

    // The tables are empty when a statement is prepared and large when it runs for the thousandth time: it is planned for each time.
    private const string Asking = "SET plan_cache_mode = force_custom_plan";

    // What looks rows up by their keys does so whatever the tables hold: that plan is made once, and no other is to be had. It is over
    // before anything could be compiled for it.
    private const string ByKey = "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET jit = off";

    private readonly NpgsqlDataSource _asking;
    private readonly NpgsqlDataSource _byKey;

    /// <exception cref="FormatException">It is no connection string.</exception>
    public Server(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            // Keepalive: a server that is cut off without a word is noticed, and what waits for its call goes to it again.
            settings = new NpgsqlConnectionStringBuilder(connectionString);
            settings.KeepAlive = settings.KeepAlive == 0 ? 10 : settings.KeepAlive;
            settings.ApplicationName ??= "PacketFlow";
            settings.MaxAutoPrepare = settings.MaxAutoPrepare == 0 ? PreparedStatements : settings.MaxAutoPrepare;
            settings.MaxPoolSize = settings.ShouldSerialize("Maximum Pool Size") ? settings.MaxPoolSize : Connections;
            settings.NoResetOnClose = true;
            settings.IncludeErrorDetail = false;
        }
        catch (ArgumentException fault)
        {
            throw new FormatException($"it is no connection string of PostgreSQL: {fault.Message} Write it like Host=localhost;Database=flow;Username=flow;Password=...", fault);
        }

        Name = Masked(settings);
        _asking = Source(settings, Asking);
        _byKey = Source(settings, ByKey);
    }

    /// <summary>The configuration's key and value without its secrets, as messages name it.</summary>
    public string Name { get; }

    public async ValueTask<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken) =>
        await _asking.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>A connection for the writer alone.</summary>
    public async ValueTask<NpgsqlConnection> ConnectWriterAsync(CancellationToken cancellationToken) =>
        await _byKey.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Runs a statement that may be run twice: a connection that a restart of the server has broken is replaced once.</summary>
    /// <exception cref="JournalException">It failed.</exception>
    public ValueTask<List<T>> AskAsync<T>(string text, Func<NpgsqlDataReader, T> read, params NpgsqlParameter[] parameters) => AskAsync(_asking, text, read, parameters);

    /// <summary>Runs a statement that must not be run twice: without an answer it may have been done or not.</summary>
    /// <exception cref="JournalException">It failed.</exception>
    public ValueTask<List<T>> AskOnceAsync<T>(string text, Func<NpgsqlDataReader, T> read, params NpgsqlParameter[] parameters) => AskAsync(_asking, text, read, parameters, isOnce: true);

    /// <summary>Runs one that may be run twice, goes by keys alone and is asked often, for each of many runs.</summary>
    /// <exception cref="JournalException">It failed.</exception>
    public ValueTask<List<T>> LookUpAsync<T>(string text, Func<NpgsqlDataReader, T> read, params NpgsqlParameter[] parameters) => AskAsync(_byKey, text, read, parameters);

    /// <summary>Runs a statement that gives nothing back, and may be run twice.</summary>
    /// <returns>How many rows it changed.</returns>
    public async ValueTask<int> DoAsync(string text, params NpgsqlParameter[] parameters) =>
        (await AskAsync($"WITH changed AS ({text} RETURNING 1) SELECT count(*)::int FROM changed", static row => row.GetInt32(0), parameters).ConfigureAwait(false))[0];

    /// <summary>Whether the connection ended: what it was at may have been done or not.</summary>
    public static bool IsLoss(Exception failure) => failure switch
    {
        PostgresException told => told.InvariantSeverity != "ERROR",
        NpgsqlException or IOException or TimeoutException => true,
        _ => false,
    };

    public async ValueTask DisposeAsync()
    {
        await _byKey.DisposeAsync().ConfigureAwait(false);
        await _asking.DisposeAsync().ConfigureAwait(false);
    }

    private static NpgsqlDataSource Source(NpgsqlConnectionStringBuilder settings, string begin)
    {
        var source = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString);
        source.EnableArrays();
        source.EnableTransportSecurity();
        source.UsePhysicalConnectionInitializer(
            connection =>
            {
                using var command = new NpgsqlCommand(begin, connection);
                command.ExecuteNonQuery();
            },
            async connection =>
            {
                using var command = new NpgsqlCommand(begin, connection);
                await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            });
        return source.Build();
    }

    private async ValueTask<List<T>> AskAsync<T>(NpgsqlDataSource source, string text, Func<NpgsqlDataReader, T> read, NpgsqlParameter[] parameters, bool isOnce = false)
    {
        for (bool isLast = isOnce; ; isLast = true)
        {
            try
            {
                return await ReadAsync(source, text, read, parameters).ConfigureAwait(false);
            }
            catch (Exception lost) when (!isLast && IsLoss(lost))
            {
            }
            catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException)
            {
                throw new JournalException($"{Name} does not answer: {failure.Message}", failure);
            }
            catch (ObjectDisposedException)
            {
                throw new JournalException($"{Name} is closed.");
            }
        }
    }

    private async ValueTask<List<T>> ReadAsync<T>(NpgsqlDataSource source, string text, Func<NpgsqlDataReader, T> read, NpgsqlParameter[] parameters)
    {
        using NpgsqlCommand command = source.CreateCommand(text);
        foreach (NpgsqlParameter parameter in parameters)
        {
            command.Parameters.Add(parameter.Collection is null ? parameter : parameter.Clone());
        }

        NpgsqlDataReader rows = await command.ExecuteReaderAsync().ConfigureAwait(false);
        await using ConfiguredAsyncDisposable end = rows.ConfigureAwait(false);
        var found = new List<T>();
        while (await rows.ReadAsync().ConfigureAwait(false))
        {
            found.Add(read(rows));
        }

        return found;
    }

    private static string Masked(NpgsqlConnectionStringBuilder settings)
    {
        var shown = new NpgsqlConnectionStringBuilder { Host = settings.Host, Port = settings.Port, Database = settings.Database, Username = settings.Username };
        return $"PacketFlow:Journal = '{shown.ConnectionString}{(string.IsNullOrEmpty(settings.Password) ? "" : ";Password=***")}'";
    }
}
