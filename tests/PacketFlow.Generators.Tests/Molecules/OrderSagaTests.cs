namespace PacketFlow.Generators.Tests.Molecules;

/// <summary>One molecule with everything in it, compiled without warnings and run by an engine that has only the definition.</summary>
public sealed class OrderSagaTests
{
    [Fact]
    public void Small_order_takes_one_branch_and_gathers_its_lines() => Engine.Run(
        Signal + """
        Invoice invoice = engine.Run(OrderSaga.Molecule, new Order(7, [new Line("a", 2), new Line("b", 3)]));
        return invoice.Text + " | " + string.Join(" ", engine.Log);
        """,
        Source).ShouldBe("order 7: a*2+b*3 by post, express none, confirmed ok | Check Pack Pack Charge Post Cool Confirmed Bill");

    [Fact]
    public void Big_order_takes_the_other_branch() => Engine.Run(
        Signal + """
        Invoice invoice = engine.Run(OrderSaga.Molecule, new Order(7, [new Line("a", 200)]));
        return invoice.Text + " | " + string.Join(" ", engine.Log);
        """,
        Source).ShouldBe("order 7: a*200 by courier, express fast 7, confirmed ok | Check Pack Charge Courier Express Hurry Cool Confirmed Bill");

    [Fact]
    public void Failed_order_is_compensated_in_reverse() => Engine.Run(
        """
        engine.Signals["Confirmed"] = new byte[] { 0xC0 };
        try { engine.Run(OrderSaga.Molecule, new Order(7, [new Line("a", 2)])); return "done"; }
        catch (InvalidOperationException failure) { return failure.Message + " | " + string.Join(" ", OrderSaga.Undone); }
        """,
        Source).ShouldBe("not confirmed | refund 7 paid 7 release a");

    [Fact]
    public void Plan_says_what_the_molecule_is() => Engine.Run(
        """
        MoleculePlan plan = OrderSaga.Plan;
        return string.Join("; ", plan.Steps.Select(step => $"{step.Number} {step.Name} {step.Kind} {step.Element}={step.Address} {step.Timeout?.TotalSeconds}"))
            + "\n" + string.Join(" | ", plan.Waves.Select(wave => string.Join(" ", wave)))
            + "\n" + string.Join(" ", plan.CriticalPath) + " " + plan.CriticalTime.TotalSeconds
            + "\n" + (plan.Stability > 0) + " " + plan.Fingerprint.Length + " " + plan.Steps[11].Target;
        """,
        Source).ShouldBe(
        """
        0 Check Handler df:validate=validate@order-saga/2/Check 15; 1 Pack Handler df:pack=pack@order-saga/2/Pack 30; 2 Charge Handler cf:charge=charge@order-saga/2/Charge 4; 3 Post Handler rm:allocate=allocate@order-saga/2/Post 10; 4 Courier Remote rm:courier=courier 10; 5 Express Nested cf:seq=seq 60; 6 Cool Timer ed:timer=timer 2.5; 7 Confirmed Signal ed:signal=signal 3600; 8 Bill Handler cf:bill=bill@order-saga/2/Bill 10; 9 Refund Compensation cf:charge=charge@order-saga/2/Refund 4; 10 Unpack Compensation df:pack=pack@order-saga/2/Unpack 30; 11 Send Substitute rm:ship=ship@order-saga/2/Send 10
        Check | Pack Charge | Post Courier Express Cool | Confirmed | Bill
        Check Charge Cool Confirmed Bill 3631.5
        True 32 3
        """);

    private const string Signal = """engine.Signals["Confirmed"] = PacketCodec.Serialize("ok");""" + "\n";

    private const string Source = """
        public record Line(string Sku, int Count);
        public record Order(int Id, List<Line> Lines);
        public record Packed(string Text);
        public record Payment(int Id);
        public record Parcel(string By);
        public record Fast(string Text);
        public record Invoice(string Text);

        internal static class Couriers
        {
            [Element("rm", "courier")] public static Parcel Courier(Order order) => new("courier");
        }

        [Molecule("express", TimeoutSeconds = 60)]
        public static partial class ExpressDelivery
        {
            [Element("ed", "express")] public static Fast Hurry(Order order) => new($"fast {order.Id}");
        }

        [Molecule("order-saga", Version = 2)]
        [IonicBond(nameof(Check), nameof(Pack), ForEach = true, Parallelism = 4)]
        [IonicBond(nameof(Check), nameof(Charge))]
        [IonicBond(nameof(Charge), nameof(Post), When = nameof(IsSmall))]
        [IonicBond(nameof(Charge), nameof(Courier), When = nameof(IsBig))]
        [IonicBond(nameof(Charge), nameof(Express), When = nameof(IsBig))]
        [IonicBond(nameof(Charge), nameof(Cool), Reason = "the bank needs a moment")]
        [IonicBond(nameof(Cool), nameof(Confirmed), Reason = "after that")]
        [IonicBond(nameof(Pack), nameof(Bill))]
        [IonicBond(nameof(Post), nameof(Bill))]
        [IonicBond(nameof(Courier), nameof(Bill))]
        [IonicBond(nameof(Express), nameof(Bill))]
        [IonicBond(nameof(Confirmed), nameof(Bill))]
        [CovalentBond(nameof(Pack), nameof(Charge), Resource = "stock", Exclusive = true)]
        [MetallicBond(nameof(Cool), nameof(Pack))]
        [VanDerWaalsBond(nameof(Pack), nameof(Charge))]
        public partial class OrderSaga
        {
            public static readonly List<string> Undone = new();

            [Element("df", "validate")] public IReadOnlyList<Line> Check(Order order) => order.Lines;

            [Element("df", "pack")] public Packed Pack(Line line, AtomContext context) => new($"{line.Sku}*{line.Count}");

            [Element("cf", "charge", TimeoutSeconds = 4)] public Order Charge(Order order, [From(nameof(Check))] IReadOnlyList<Line> lines) => order with { Lines = lines.ToList() };

            [Element("rm", "allocate")] public Parcel Post(Order order) => new("post");

            [Element("rm", "courier")] public partial Task<Parcel> Courier(Order order);

            [Nested(typeof(ExpressDelivery))] public partial Task<Fast> Express(Order order);

            [Delay(2.5)] private partial Task Cool();

            [Element("ed", "signal", TimeoutSeconds = 3600)] public partial Task<string?> Confirmed();

            [Element("cf", "bill")] public Invoice Bill(Packed[] packed, Parcel parcel, Fast? fast, string? confirmed, Order order) => confirmed is null
                ? throw new InvalidOperationException("not confirmed")
                : new($"order {order.Id}: {string.Join("+", packed.Select(one => one.Text))} by {parcel.By}, express {fast?.Text ?? "none"}, confirmed {confirmed}");

            [Compensates(nameof(Charge))] public void Refund(Order order, Order? paid) => Undone.Add($"refund {order.Id} paid {paid?.Id}");

            [Compensates(nameof(Pack))] public void Unpack(Line line) => Undone.Add($"release {line.Sku}");

            [Element("rm", "ship"), Substitutes(nameof(Post))] public Parcel Send(Order order) => new("ship");

            private static bool IsBig(Order order) => order.Lines.Sum(line => line.Count) > 100;

            private static bool IsSmall(Order order) => !IsBig(order);
        }
        """;
}
