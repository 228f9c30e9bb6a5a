using Npgsql;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>Reads a run's row.</summary>
internal static class Entry
{
    /// <summary>When something last happened: what ends a run changes its row, most other batches do not.</summary>
    public const string UpdatedAt =
        "coalesce(over_at, (SELECT b.at FROM packetflow.batches b WHERE b.run = runs.key ORDER BY b.number DESC LIMIT 1), updated_at)";

    public const string Columns =
        $"id, molecule, version, fingerprint, status, started_at, {UpdatedAt}, wake_at, over_at IS NOT NULL, is_busy, parent, locks, {Batches}";

    private const string Batches = "CASE WHEN over_at IS NULL THEN (SELECT coalesce(max(b.number), 0) FROM packetflow.batches b WHERE b.run = runs.key) ELSE batches END";

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
