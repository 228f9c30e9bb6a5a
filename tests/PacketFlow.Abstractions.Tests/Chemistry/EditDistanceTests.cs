using PacketFlow.Chemistry;

namespace PacketFlow.Abstractions.Tests.Chemistry;

public class EditDistanceTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "ab", 2)]
    [InlineData("gate", "gate", 0)]
    [InlineData("gate", "gtae", 1)]
    [InlineData("gate", "gat", 1)]
    [InlineData("gate", "gates", 1)]
    [InlineData("gate", "date", 1)]
    [InlineData("ca", "abc", 3)] // the swapped pair is not edited again
    [InlineData("kitten", "sitting", 3)]
    public void Distance_counts_edits_and_swaps(string a, string b, int expected)
    {
        EditDistance.Between(a, b).ShouldBe(expected);
        EditDistance.Between(b, a).ShouldBe(expected);
    }

    [Fact]
    public void First_of_equally_near_candidates_wins() => EditDistance.Nearest("cat", ["dog", "bat", "hat"]).ShouldBe("bat");
}
