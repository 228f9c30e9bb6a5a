using Npgsql;
using NpgsqlTypes;

namespace PacketFlow.Bench;

/// <summary>Bare rows in a table of a PostgreSQL server: one statement and one commit for each group.</summary>
internal sealed class BarePostgreSql : BareJournal
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _insert;
    private readonly NpgsqlParameter<byte[][]> _rows = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea };

    public BarePostgreSql(string connectionString)
    {
        _connection = new NpgsqlConnection(connectionString);
        _connection.Open();
        using var make = new NpgsqlCommand("CREATE TABLE rows (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, data bytea NOT NULL)", _connection);
        make.ExecuteNonQuery();
        _insert = new NpgsqlCommand("INSERT INTO rows (data) SELECT unnest($1)", _connection) { Parameters = { _rows } };
        _rows.TypedValue = [];
        _insert.Prepare();
    }

    protected override void Commit(int rows)
    {
        byte[][] group = new byte[rows][];
        Array.Fill(group, Row);
        _rows.TypedValue = group;
        _insert.ExecuteNonQuery();
    }

    protected override void Close()
    {
        _insert.Dispose();
        _connection.Dispose();
    }
}
