using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

public class MemoryJournalTests : JournalConformance
{
    internal override RunJournal Make() => new MemoryJournal();
}
