namespace PacketFlow.Generators.Tests.Formatters;

/// <summary>How generated formatters read. Every other test runs them; these are for the eye.</summary>
public sealed class SnapshotTests
{
    private static readonly GeneratorRun Run = GeneratorRun.Of(
        """
        namespace Shop;

        [PacketContract]
        public record Order(string Id, Line[] Lines, decimal? Discount = null, int Priority = 5);

        public class Line
        {
            public required string Sku { get; init; }
            public int Amount { get; set; } = 1;
            public string Unit { get; init; } = "piece";
            public Line? Bundle { get; set; }
        }

        [PacketContract, Union]
        public abstract record Payment
        {
            public record Card(string Number) : Payment;
            public record Transfer(string Iban, Kind Kind) : Payment;
        }

        public enum Kind { Sepa, Swift }

        [PacketContract]
        public record Booking(
            [System.ComponentModel.DataAnnotations.RegularExpression("[A-Z]+")] string Room,
            [System.ComponentModel.DataAnnotations.Range(1, 4)] int Guests,
            [System.ComponentModel.DataAnnotations.MaxLength(3)] string[]? Wishes = null) : IValidatedPayload
        {
            public PayloadProblem? Validate() => Guests > 2 && Wishes is null ? new("say where all shall sleep", nameof(Wishes)) : null;
        }
        """);

    [Theory]
    [InlineData("Shop_OrderFormatter")]
    [InlineData("Shop_LineFormatter")]
    [InlineData("Shop_PaymentFormatter")]
    [InlineData("Shop_Payment_CardFormatter")]
    [InlineData("Shop_KindFormatter")]
    [InlineData("Shop_BookingFormatter")]
    [InlineData("Formatters")]
    public void Generated_file_reads_as_if_written_by_hand(string formatter) => Snapshot.ShouldMatch(
        Run.ShouldCompile().Files.Single(file => file.Value.Contains($"class {formatter}\n", StringComparison.Ordinal)
            || file.Value.Contains($"class {formatter} :", StringComparison.Ordinal)).Value,
        formatter);
}
