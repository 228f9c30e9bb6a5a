namespace PacketFlow.MessagePack;

public class WireFrameTests
{
    public static TheoryData<string> Names => [.. WireFrames.Messages.Select(message => message.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Message_of_every_encoder_is_the_same_value(string name)
    {
        WireFrames.Message message = WireFrames.Messages.Single(each => each.Name == name);
        FlowValue expected = FlowValue.Parse(PacketCodec.FromJson(message.Json));
        message.Encodings.Count.ShouldBe(3);
        foreach ((string encoder, byte[] bytes) in message.Encodings)
        {
            FlowValue.Parse(bytes).ShouldBe(expected, encoder);
            FlowValue.Parse(bytes).GetHashCode().ShouldBe(expected.GetHashCode(), encoder);
        }
    }
}
