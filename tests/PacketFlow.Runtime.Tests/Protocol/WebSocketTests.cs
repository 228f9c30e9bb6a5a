namespace PacketFlow.Protocol;

public class WebSocketTests
{
    [Fact]
    public void Accept_is_the_RFCs_own_example() =>
        WebSocketHandshake.Accept("dGhlIHNhbXBsZSBub25jZQ==").ShouldBe("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");

    [Theory]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", true), InlineData(null, false), InlineData("", false), InlineData("dGhlIHNhbXBsZQ==", false)]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ", false), InlineData("????????????????????????", false), InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", false)]
    public void Key_is_sixteen_bytes_in_base64(string? key, bool isKey) => WebSocketHandshake.IsKey(key).ShouldBe(isKey);

    [Fact]
    public void A_clients_key_is_one_and_new()
    {
        WebSocketHandshake.IsKey(WebSocketHandshake.NewKey()).ShouldBeTrue();
        WebSocketHandshake.NewKey().ShouldNotBe(WebSocketHandshake.NewKey());
    }

    [Fact]
    public void Mask_is_applied_to_every_byte_of_any_length()
    {
        byte[] mask = [0x37, 0xFA, 0x21, 0x3D];
        for (int length = 0; length < 200; length++)
        {
            for (int offset = 0; offset < 3; offset++)
            {
                byte[] bytes = new byte[offset + length + 1];
                new Random(length).NextBytes(bytes);
                byte[] expected = [.. bytes.Select((value, i) => i < offset || i >= offset + length ? value : (byte)(value ^ mask[(i - offset) % 4]))];

                WebSocketMask.Apply(bytes.AsSpan(offset, length), BitConverter.ToUInt32(mask));

                bytes.ShouldBe(expected, $"{length} bytes from {offset}");
            }
        }
    }
}
