using PacketFlow.Chemistry;

namespace PacketFlow.Abstractions.Tests.Chemistry;

public class ElementNameTests
{
    [Theory]
    [InlineData("process_data", ElementNameFault.None)]
    [InlineData("a-b.c9", ElementNameFault.None)]
    [InlineData("größe", ElementNameFault.None)]
    [InlineData("🧪", ElementNameFault.None)]
    [InlineData("", ElementNameFault.Empty)]
    [InlineData("Transform", ElementNameFault.UpperCase)]
    [InlineData("öÄ", ElementNameFault.UpperCase)]
    [InlineData("a b", ElementNameFault.WhiteSpace)]
    [InlineData("a\tb", ElementNameFault.WhiteSpace)]
    [InlineData("a\u00a0b", ElementNameFault.WhiteSpace)]
    [InlineData("a\u0000", ElementNameFault.ControlCharacter)]
    [InlineData("a\u007f", ElementNameFault.ControlCharacter)]
    [InlineData("df:transform", ElementNameFault.Separator)]
    [InlineData("a@b", ElementNameFault.Separator)]
    [InlineData("a/b", ElementNameFault.Separator)]
    public void Name_is_fit_or_says_why_not(string name, object expected) => ElementName.Check(name).ShouldBe((ElementNameFault)expected);

    [Fact]
    public void Half_a_surrogate_pair_has_no_form_on_the_wire()
    {
        ElementName.Check("a\ud83e").ShouldBe(ElementNameFault.LoneSurrogate);
        ElementName.Check("\udd00a").ShouldBe(ElementNameFault.LoneSurrogate);
    }

    [Fact]
    public void Length_is_counted_in_bytes()
    {
        ElementName.Check(new string('a', 64)).ShouldBe(ElementNameFault.None);
        ElementName.Check(new string('a', 65)).ShouldBe(ElementNameFault.TooLong);
        ElementName.Check(new string('ä', 32)).ShouldBe(ElementNameFault.None);
        ElementName.Check(new string('ä', 33)).ShouldBe(ElementNameFault.TooLong);
    }
}
