namespace PacketFlow.CodeFixes.Tests.Time;

[TestsRule("PKF7003")]
public sealed class RetriesDoNotFitTests
{
    [Fact]
    public async Task Retries_are_lowered_to_what_fits() => await FixRun.One(
        "PKF7003",
        """
        [Molecule("shout", TimeoutSeconds = 60)]
        public sealed partial class Shout
        {
            [Element("df", "uppercase", Idempotent = true, TimeoutSeconds = 15, Retries = 5)]
            public string Upper(string text) => text.ToUpperInvariant();
        }
        """,
        """
        [Molecule("shout", TimeoutSeconds = 60)]
        public sealed partial class Shout
        {
            [Element("df", "uppercase", Idempotent = true, TimeoutSeconds = 15, Retries = 2)]
            public string Upper(string text) => text.ToUpperInvariant();
        }
        """,
        "PKF7003.Retries");

    [Fact]
    public async Task Retries_are_lowered_together() => await FixRun.All(
        "PKF7003",
        """
        [Molecule("shout", TimeoutSeconds = 60)]
        [IonicBond(nameof(Upper), nameof(Lower))]
        public sealed partial class Shout
        {
            [Element("df", "uppercase", Idempotent = true, TimeoutSeconds = 55)]
            public string Upper(string text) => text.ToUpperInvariant();

            [Element("df", "lowercase", TimeoutSeconds = 10, Retries = 9)]
            public string Lower(string text) => text.ToLowerInvariant();
        }
        """,
        """
        [Molecule("shout", TimeoutSeconds = 60)]
        [IonicBond(nameof(Upper), nameof(Lower))]
        public sealed partial class Shout
        {
            [Element("df", "uppercase", Idempotent = true, TimeoutSeconds = 55, Retries = 0)]
            public string Upper(string text) => text.ToUpperInvariant();

            [Element("df", "lowercase", TimeoutSeconds = 10, Retries = 3)]
            public string Lower(string text) => text.ToLowerInvariant();
        }
        """,
        "PKF7003.Retries");
}
