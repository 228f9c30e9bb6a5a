using PacketFlow.CompilerServices;

namespace PacketFlow.Molecules;

public class RegistryTests
{
    // As after a copy of a class whose version was forgotten: one would run the other's code.
    [Fact]
    public void Two_classes_of_one_name_and_version_are_refused_though_their_plans_are_the_same()
    {
        var first = new TestMolecule("order").Step("A");

        InvalidOperationException refusal = Should.Throw<InvalidOperationException>(() => new MoleculeRegistry([new Module([first, new Copy(first)])], null));

        refusal.Message.ShouldBe("Two molecules (PacketFlow.Molecules.TestMolecule and PacketFlow.Molecules.RegistryTests) are both order/1. Give one another name or version.");
    }

    private sealed class Copy(TestMolecule of) : MoleculeDefinition("order", 1)
    {
        protected override MoleculePlan CreatePlan() => of.Plan;
    }

    private sealed class Module(MoleculeDefinition[] molecules) : IPacketFlowModule
    {
        public string Name => "Copies";

        public IReadOnlyList<ElementHandler> Handlers => [];

        public IReadOnlyList<MoleculeDefinition> Molecules => molecules;
    }
}
