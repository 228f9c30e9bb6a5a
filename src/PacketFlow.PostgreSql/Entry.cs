using Npgsql;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>Reads a run's row.</summary>
internal static class Entry
{
    public const string Columns =
        "id, molecule, version, fingerprint, status, started_at, updated_at, wake_at, over_at IS NOT NULL, is_busy, parent, locks, batches";

    public static RunEntry Read(NpgsqlDataReader row) => new(row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetString(3), (RunStatus)row.GetInt32(4))
    {
        StartedAt = row.GetInt64(5),
        UpdatedAt = row.GetInt64(6),
        WakeAt = row.GetInt64(7),
        IsOver = row.GetBoolean(8),
        IsBusy = row.GetBoolean(9),
        Parent = row.IsDBNull(10) ? null : row.GetString(10),
        Locks = row.GetString(11) is { Length: > 0 } locks ? locks.Split('\n') : [],
        Batches = row.GetInt32(12),
    };
}
