namespace PacketFlow;
public class SmokeTests { [Fact] public void Groups_are_six() => Enum.GetValues<AtomGroup>().Length.ShouldBe(6); }
