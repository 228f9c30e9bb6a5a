using System.Runtime.CompilerServices;
using Npgsql;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>The plans that runs go by.</summary>
internal sealed partial class PostgreSqlJournal
{
    private const string Unused = "NOT EXISTS (SELECT FROM packetflow.runs r WHERE r.fingerprint = replace(plans.fingerprint, 'document:', ''))";

    public override async ValueTask SavePlanAsync(string fingerprint, string words) => await server.DoAsync(
        "INSERT INTO packetflow.plans VALUES ($1, $2) ON CONFLICT DO NOTHING", Parameters.Text(fingerprint), Parameters.Text(words)).ConfigureAwait(false);

    public override async ValueTask<string?> FindPlanAsync(string fingerprint) => (await server.AskAsync(
        "SELECT words FROM packetflow.plans WHERE fingerprint = $1", static row => row.GetString(0), Parameters.Text(fingerprint)).ConfigureAwait(false)).FirstOrDefault();

    // Another host may begin a run with a document at this moment. Whoever has the row first goes first: a run that is begun holds its
    // document until it is durable, and a document that is held here is looked at again by a statement that sees what was durable by then.
    public override async ValueTask ForgetDocumentsAsync(string? fingerprint)
    {
        try
        {
            NpgsqlConnection connection = await server.ConnectAsync(CancellationToken.None).ConfigureAwait(false);
            await using ConfiguredAsyncDisposable end = connection.ConfigureAwait(false);
            NpgsqlTransaction transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
            await using ConfiguredAsyncDisposable undone = transaction.ConfigureAwait(false);
            if (await HoldUnusedAsync(connection, fingerprint).ConfigureAwait(false) is { Length: > 0 } unused)
            {
                using var forget = new NpgsqlCommand(
                    $"DELETE FROM packetflow.plans WHERE (fingerprint = ANY ($1) OR 'document:' || fingerprint = ANY ($1)) AND {Unused}", connection)
                {
                    Parameters = { Parameters.Texts(unused) },
                };
                await forget.ExecuteNonQueryAsync().ConfigureAwait(false);
            }

            await transaction.CommitAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException)
        {
            throw new JournalException($"{server.Name} does not answer: {failure.Message}", failure);
        }
    }

    public override async ValueTask<IReadOnlyList<PlanUse>> ListPlansInUseAsync() => await server.AskAsync(
        """
        SELECT molecule, version, fingerprint, count(*)::int FROM packetflow.runs WHERE over_at IS NULL
        GROUP BY molecule, version, fingerprint ORDER BY molecule, version
        """,
        static row => new PlanUse(row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetInt32(3))).ConfigureAwait(false);

    public override async ValueTask<int> DropAsync(PlanUse plan)
    {
        List<string> ids = await server.AskAsync(
            "SELECT id FROM packetflow.runs WHERE over_at IS NULL AND molecule = $1 AND version = $2 AND fingerprint = $3",
            static row => row.GetString(0),
            Parameters.Text(plan.Molecule),
            Parameters.Whole(plan.Version),
            Parameters.Text(plan.Fingerprint)).ConfigureAwait(false);
        return await DeleteAsync(ids, "").ConfigureAwait(false);
    }

    private static async Task<string?[]> HoldUnusedAsync(NpgsqlConnection connection, string? fingerprint)
    {
        using var hold = new NpgsqlCommand(
            $"SELECT fingerprint FROM packetflow.plans WHERE starts_with(fingerprint, 'document:' || $1) AND {Unused} ORDER BY fingerprint FOR UPDATE SKIP LOCKED", connection)
        {
            Parameters = { Parameters.Text(fingerprint ?? "") },
        };
        NpgsqlDataReader rows = await hold.ExecuteReaderAsync().ConfigureAwait(false);
        await using ConfiguredAsyncDisposable end = rows.ConfigureAwait(false);
        var unused = new List<string>();
        while (await rows.ReadAsync().ConfigureAwait(false))
        {
            unused.Add(rows.GetString(0));
        }

        return [.. unused];
    }
}
