using PacketFlow.CompilerServices;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>Brings the journal of kind <c>postgresql</c>.</summary>
internal sealed class PostgreSqlModule : IJournalModule
{
    public string Name => "PacketFlow.PostgreSql";

    public string Kind => "postgresql";

    public IReadOnlyList<ElementHandler> Handlers => [];

    public RunJournal Create(string location) => new PostgreSqlJournal(new Server(location));
}
