using PacketFlow.Molecules.Dynamic;

namespace PacketFlow.Molecules;

/// <summary>What is remembered of documents, so that the same one need not be read for each run.</summary>
public class RecentDocumentsTests
{
    private readonly RecentDocuments _recent = new(static (_, _) => null);

    [Fact]
    public void Same_document_is_read_once_and_another_is_another()
    {
        DynamicMolecule first = _recent.Read(Document("a"));

        _recent.Read(Document("a")).ShouldBeSameAs(first);
        _recent.Read(Document("b")).Name.ShouldBe("b");
        _recent.Read(Document("a", constant: "other")).ShouldNotBeSameAs(first);
    }

    [Fact]
    public void Few_are_remembered_and_no_large_one()
    {
        DynamicMolecule first = _recent.Read(Document("a"));
        for (int number = 0; number < 64; number++)
        {
            _recent.Read(Document($"other{number}"));
        }

        _recent.Read(Document("a")).ShouldNotBeSameAs(first);
        FlowValue large = Document("large", new string('x', 16 * 1024));
        _recent.Read(large).ShouldNotBeSameAs(_recent.Read(large));
    }

    [Fact]
    public void Document_that_cannot_run_is_refused_each_time()
    {
        for (int time = 0; time < 2; time++)
        {
            Should.Throw<PacketFlowException>(() => _recent.Read(FlowValue.Map(("id", "m")))).Message.ShouldBe("d.steps: 'm' has no step, so there is nothing to run");
        }
    }

    private static FlowValue Document(string id, string constant = "one") => FlowValue.Map(
        ("id", id), ("steps", FlowValue.Array([FlowValue.Map(("name", "a"), ("g", "df"), ("e", "x"), ("d", FlowValue.Map(("k", constant))))])));
}
