using System.Diagnostics;
using System.Text;

namespace PacketFlow.Observability;

public class TracingTests
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public void A_trace_parent_is_read_and_written_as_it_was()
    {
        TraceParent.TryParse(Encoding.ASCII.GetBytes(Parent), out ActivityContext context).ShouldBeTrue();
        byte[] bytes = new byte[TraceParent.Length];

        TraceParent.Format(context, bytes);

        context.IsRemote.ShouldBeTrue();
        Encoding.ASCII.GetString(bytes).ShouldBe(Parent);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more")]
    [InlineData("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01")]
    [InlineData("00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01")]
    [InlineData("00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-zz")]
    public void What_is_malformed_is_no_parent(string text) => TraceParent.TryParse(Encoding.ASCII.GetBytes(text), out _).ShouldBeFalse();

    [Fact]
    public void A_later_version_may_carry_more() =>
        TraceParent.TryParse(Encoding.ASCII.GetBytes("01" + Parent[2..] + "-more"), out _).ShouldBeTrue();

    [Fact]
    public void An_atom_is_a_child_of_the_remote_span_when_somebody_listens()
    {
        var element = new Element<int, int>(AtomGroup.Df, "traced");
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == PacketFlowTelemetry.ActivitySourceName,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);

        Activity activity = AtomActivities.Start(element, Encoding.ASCII.GetBytes(Parent))!;
        AtomActivities.End(activity, "PF500");

        activity.TraceId.ToHexString().ShouldBe("0af7651916cd43dd8448eb211c80319c");
        activity.ParentSpanId.ToHexString().ShouldBe("b7ad6b7169203331");
        activity.Kind.ShouldBe(ActivityKind.Server);
        activity.GetTagItem("packetflow.group").ShouldBe("df");
        activity.GetTagItem("packetflow.element").ShouldBe("traced");
        activity.Status.ShouldBe(ActivityStatusCode.Error);
    }
}
