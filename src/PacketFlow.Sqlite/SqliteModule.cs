using PacketFlow.CompilerServices;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Sqlite;

/// <summary>Brings the journal of kind <c>sqlite</c>.</summary>
internal sealed class SqliteModule : IJournalModule
{
    public string Name => "PacketFlow.Sqlite";

    public string Kind => "sqlite";

    public IReadOnlyList<ElementHandler> Handlers => [];

    public RunJournal Create(string location) => new SqliteJournal(location);
}
