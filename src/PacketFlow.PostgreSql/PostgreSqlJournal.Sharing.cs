using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>
/// Several hosts on one journal. A host that lives has a row; whoever finds one whose time is over deletes it, and its runs have no owner
/// from then on. A host whose row is gone never writes under that epoch's name again, so that no clock decides who owns a run.
/// </summary>
internal sealed partial class PostgreSqlJournal
{
    private const string Ownerless = "NOT EXISTS (SELECT FROM packetflow.hosts h WHERE h.epoch = runs.epoch)";

    // After a silence of the server all leases are over: who comes back first leaves the others time to come back as well.
    private const int BeatsBeforeJudging = 2;

    private int _beatsInTime;

    public override async ValueTask<long> BeatAsync(long epoch)
    {
        int before = _beatsInTime;
        _beatsInTime = 0;
        List<bool> isInTime = await server.AskAsync(
            """
            WITH me AS (SELECT epoch, until > clock_timestamp() AS is_in_time FROM packetflow.hosts WHERE epoch = $1 FOR NO KEY UPDATE)
            UPDATE packetflow.hosts SET until = clock_timestamp() + $2 * interval '1 millisecond' FROM me WHERE hosts.epoch = me.epoch
            RETURNING is_in_time
            """,
            static row => row.GetBoolean(0),
            Parameters.Big(epoch),
            Parameters.Big((long)Lease.TotalMilliseconds)).ConfigureAwait(false);
        if (isInTime.Count == 0)
        {
            return await JoinAsync(isStart: false).ConfigureAwait(false);
        }

        _beatsInTime = isInTime[0] ? before + 1 : 0;
        if (_beatsInTime >= BeatsBeforeJudging)
        {
            // One whose commit is under way is not waited for: this host must beat on, and looks again when it does.
            await server.DoAsync("DELETE FROM packetflow.hosts WHERE epoch IN (SELECT epoch FROM packetflow.hosts WHERE until < clock_timestamp() FOR UPDATE SKIP LOCKED)")
                .ConfigureAwait(false);
        }

        return epoch;
    }

    public override async ValueTask LeaveAsync(long epoch)
    {
        await server.DoAsync("DELETE FROM packetflow.hosts WHERE epoch = $1", Parameters.Big(epoch)).ConfigureAwait(false);
        await CallAsync().ConfigureAwait(false);
    }

    public override async ValueTask CallAsync() => await server.AskAsync("SELECT pg_notify('packetflow', 'orphan')", static _ => true).ConfigureAwait(false);

    public override async ValueTask<IReadOnlyCollection<string>> ListOwnedAsync(IReadOnlyCollection<string> ids, long except) => await server.AskAsync(
        $"SELECT id FROM packetflow.runs WHERE id = ANY ($1) AND epoch <> $2 AND NOT ({Ownerless})", static row => row.GetString(0), Parameters.Texts([.. ids]), Parameters.Big(except)).ConfigureAwait(false);

    // The plans that an epoch's runs go by are few: this steps from one to the next in the index instead of reading all runs.
    public override async ValueTask<IReadOnlyList<PlanUse>> ListOrphansAsync() => await ListGoneAsync().ConfigureAwait(false) is { Length: > 0 } gone
        ? await server.AskAsync(
            """
            WITH RECURSIVE used AS (
                SELECT one AS epoch, (SELECT min(r.fingerprint) FROM packetflow.runs r WHERE r.over_at IS NULL AND r.epoch = one) AS fingerprint FROM unnest($1) one
                UNION ALL
                SELECT epoch, (SELECT min(r.fingerprint) FROM packetflow.runs r WHERE r.over_at IS NULL AND r.epoch = used.epoch AND r.fingerprint > used.fingerprint)
                FROM used WHERE fingerprint IS NOT NULL)
            SELECT DISTINCT ON (fingerprint) molecule, version, fingerprint FROM used CROSS JOIN LATERAL (
                SELECT r.molecule, r.version FROM packetflow.runs r WHERE r.over_at IS NULL AND r.epoch = used.epoch AND r.fingerprint = used.fingerprint LIMIT 1) one
            """,
            static row => new PlanUse(row.GetString(0), row.GetInt32(1), row.GetString(2), 0),
            Parameters.Bigs(gone)).ConfigureAwait(false)
        : [];

    // Only theirs are looked at: those of hosts that live may be many, and grow with each portion. What it owns is of before this statement.
    public override async ValueTask<IReadOnlyList<RunEntry>> AdoptAsync(long epoch, IReadOnlyCollection<string> fingerprints, IReadOnlyCollection<string> except, bool isAgain) => await server.AskOnceAsync(
        $"""
        WITH taken AS (
            UPDATE packetflow.runs SET epoch = $1
            WHERE EXISTS (SELECT FROM packetflow.hosts WHERE epoch = $1) AND key IN (
                SELECT key FROM packetflow.runs WHERE over_at IS NULL AND epoch = ANY ($5) AND fingerprint = ANY ($2) AND id <> ALL ($3) LIMIT $4 FOR UPDATE SKIP LOCKED)
            RETURNING {Entry.Columns})
        SELECT * FROM taken{(isAgain ? $" UNION ALL SELECT {Entry.Columns} FROM packetflow.runs WHERE over_at IS NULL AND epoch = $1 AND id <> ALL ($3)" : "")}
        """,
        Entry.Read,
        Parameters.Big(epoch),
        Parameters.Texts([.. fingerprints]),
        Parameters.Texts([.. except]),
        Parameters.Whole(Portion),
        Parameters.Bigs(await ListGoneAsync().ConfigureAwait(false))).ConfigureAwait(false);

    // Those that have unfinished runs and no host, which none will have again.
    private async ValueTask<long[]> ListGoneAsync() => [.. await server.AskAsync(
        """
        WITH RECURSIVE owners AS (
            SELECT min(epoch) AS epoch FROM packetflow.runs WHERE over_at IS NULL
            UNION ALL
            SELECT (SELECT min(r.epoch) FROM packetflow.runs r WHERE r.over_at IS NULL AND r.epoch > owners.epoch) FROM owners WHERE owners.epoch IS NOT NULL)
        SELECT epoch FROM owners WHERE epoch IS NOT NULL AND NOT EXISTS (SELECT FROM packetflow.hosts h WHERE h.epoch = owners.epoch)
        """,
        static row => row.GetInt64(0)).ConfigureAwait(false)];

    // No host has this epoch.
    public override async ValueTask ReleaseAsync(string id, long epoch)
    {
        if (await server.DoAsync("UPDATE packetflow.runs SET epoch = 0 WHERE id = $1 AND epoch = $2 AND over_at IS NULL", Parameters.Text(id), Parameters.Big(epoch)).ConfigureAwait(false) > 0)
        {
            await CallAsync().ConfigureAwait(false);
        }
    }

    public override async ValueTask<long> SendAsync(RunMessage message) => (await server.AskAsync(
        "INSERT INTO packetflow.messages (run, step, data) VALUES ($1, nullif($2, -1), $3) RETURNING number, pg_notify('packetflow', 'message')",
        static row => row.GetInt64(0),
        Parameters.Text(message.Run),
        Parameters.Whole(message.Step ?? -1),
        Parameters.Bytes(message.Data)).ConfigureAwait(false))[0];

    public override async ValueTask<IReadOnlyList<RunMessage>> ReceiveAsync(long epoch) => await server.AskAsync(
        "SELECT m.number, m.run, m.step, m.data FROM packetflow.messages m JOIN packetflow.runs r ON r.id = m.run WHERE r.epoch = $1 AND m.refusal IS NULL ORDER BY m.number",
        static row => new RunMessage(row.GetString(1), row.IsDBNull(2) ? null : row.GetInt32(2), row.GetFieldValue<byte[]>(3)) { Number = row.GetInt64(0) },
        Parameters.Big(epoch)).ConfigureAwait(false);

    // Nobody waits for a cancel's answer.
    public override async ValueTask DoneAsync(RunMessage message) => await server.AskAsync(
        """
        WITH done AS (DELETE FROM packetflow.messages WHERE number = $1 RETURNING step)
        SELECT pg_notify('packetflow', 'answer') FROM done WHERE step IS NOT NULL
        """,
        static _ => true,
        Parameters.Big(message.Number)).ConfigureAwait(false);

    public override async ValueTask RefuseAsync(RunMessage message, string why) => await server.AskAsync(
        "UPDATE packetflow.messages SET refusal = $2 WHERE number = $1 RETURNING pg_notify('packetflow', 'answer')",
        static _ => true,
        Parameters.Big(message.Number),
        Parameters.Text(why)).ConfigureAwait(false);

    public override async ValueTask<(bool IsOpen, string? Refusal)> FindAnswerAsync(long number) =>
        await server.AskAsync("SELECT refusal FROM packetflow.messages WHERE number = $1", static row => row.IsDBNull(0) ? null : row.GetString(0), Parameters.Big(number)).ConfigureAwait(false)
            is [var refusal] ? (refusal is null, refusal) : default;

    public override async ValueTask ForgetAnswerAsync(long number) =>
        await server.DoAsync("DELETE FROM packetflow.messages WHERE number = $1", Parameters.Big(number)).ConfigureAwait(false);

    // Who starts under a name ends the process before it. Who only slept must not: another may have the name by now.
    private async ValueTask<long> JoinAsync(bool isStart) => (await server.AskAsync(
        """
        WITH before AS (DELETE FROM packetflow.hosts WHERE name = $1 AND $3)
        INSERT INTO packetflow.hosts VALUES (nextval('packetflow.epochs'), $1, clock_timestamp() + $2 * interval '1 millisecond')
        RETURNING epoch
        """,
        static row => row.GetInt64(0),
        Parameters.Text(Host ?? $"process {Environment.ProcessId} on {Environment.MachineName}"),
        Parameters.Big((long)Lease.TotalMilliseconds),
        Parameters.Switch(isStart && Host is not null)).ConfigureAwait(false))[0];
}
