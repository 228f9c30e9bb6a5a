using PacketFlow.CompilerServices;

namespace PacketFlow.Molecules;

/// <summary>What a changed plan is told by.</summary>
public sealed class PlanWordsTests
{
    private static readonly Action<PayloadSchema> Ordered = static schema => schema
        .Member("id", Formatter<int>.Default, isRequired: true)
        .Member("colour", new ColourFormatter("Red"));

    [Fact]
    public void Member_that_a_payload_gained_is_named() => PlanWords.Difference(
        Words(Ordered),
        Words(static schema => schema.Member("id", Formatter<int>.Default, isRequired: true).Member("colour", new ColourFormatter("Red")).Member("a note", Formatter<string>.Default, isNullable: true)))
        .ShouldBe("now payload System.Object with a note (System.String, may be null)");

    [Fact]
    public void Member_whose_type_was_changed_is_named_with_both() => PlanWords.Difference(
        Words(Ordered),
        Words(static schema => schema.Member("id", Formatter<long>.Default, isRequired: true).Member("colour", new ColourFormatter("Red"))))
        .ShouldBe("no longer payload System.Object with id (System.Int32, required), now payload System.Object with id (System.Int64, required)");

    [Fact]
    public void Value_that_an_enum_gained_is_named() => PlanWords.Difference(
        Words(Ordered),
        Words(static schema => schema.Member("id", Formatter<int>.Default, isRequired: true).Member("colour", new ColourFormatter("Red", "Blue"))))
        .ShouldBe("no longer payload System.DayOfWeek of Red=0, now payload System.DayOfWeek of Red=0 Blue=1");

    [Fact]
    public void Payloads_are_not_new_for_words_that_never_told_them()
    {
        string now = Words(Ordered);
        string before = string.Join('\n', now.Split('\n').Where(static line => !line.StartsWith("payload", StringComparison.Ordinal)));

        PlanWords.Difference(before, now).ShouldBe("payload types or data flow differ");
    }

    [Fact]
    public void Other_order_is_told()
    {
        string[] before = PlanWords.Of(new TestMolecule("m").Step("A").Step("B").Metallic("A", "B").Plan).Split('\n');

        PlanWords.Difference(string.Join('\n', before), string.Join('\n', before.Reverse())).ShouldBe("steps or bonds are declared in another order, and records name them by their numbers");
    }

    private static string Words(Action<PayloadSchema> members) =>
        PlanWords.Of(new MoleculePlan("m", 1, [new PlanStep(0, "A", StepKind.Handler, new Element(AtomGroup.Df, "a"), "a@m/1/A")], [], [])
        {
            Payloads = schema => schema.Add(new OrderFormatter(members)),
        });

    private sealed class OrderFormatter(Action<PayloadSchema> members) : Formatter<object>
    {
        public override void Describe(PayloadSchema schema) => members(schema);

        public override object Read(ref PacketReader reader) => throw new NotSupportedException();

        public override void Write(ref PacketWriter writer, object value) => throw new NotSupportedException();
    }

    private sealed class ColourFormatter(params string[] names) : Formatter<DayOfWeek>
    {
        public override void Describe(PayloadSchema schema)
        {
            for (int number = 0; number < names.Length; number++)
            {
                schema.Value(names[number], number);
            }
        }

        public override DayOfWeek Read(ref PacketReader reader) => throw new NotSupportedException();

        public override void Write(ref PacketWriter writer, DayOfWeek value) => throw new NotSupportedException();
    }
}
