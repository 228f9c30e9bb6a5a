using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Payloads;

[TestsRule("PKF4013")]
public sealed class ValidationNotEnforcedTests
{
    [Theory]
    [InlineData("[CreditCard] public string? M { get; set; }", "[CreditCard]")]
    [InlineData("[Even] public int M { get; set; }", "[Even]")]
    [InlineData("[Compare(\"Other\")] public string? M { get; set; } public string? Other { get; set; }", "[Compare]")]
    [InlineData("[Range(1, 2)] public string? M { get; set; }", "[Range]")]
    [InlineData("[Range(2, 1)] public int M { get; set; }", "[Range]")]
    [InlineData("[Range(300, 400)] public byte M { get; set; }", "[Range]")]
    [InlineData("[Range(typeof(TimeSpan), \"00:00\", \"01:00\")] public TimeSpan M { get; set; }", "[Range]")]
    [InlineData("[MinLength(1)] public IEnumerable<int>? M { get; set; }", "[MinLength]")]
    [InlineData("[RegularExpression(\"[\")] public string? M { get; set; }", "[RegularExpression]")]
    [InlineData("[AllowedValues(1)] public string? M { get; set; }", "[AllowedValues]")]
    public async Task Attribute_that_is_not_enforced_fires_at_its_member(string member, string attribute)
    {
        Diagnostic diagnostic = (await Diagnose($$"""[PacketContract] public class Order { {{member}} }""")).ShouldHaveSingleItem();

        diagnostic.Id.ShouldBe("PKF4013");
        diagnostic.GetMessage().ShouldBe($"'{attribute}' on 'Order.M' is not enforced when the payload is read: "
            + "use an attribute that fits its type, or implement IValidatedPayload");
        diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, 1).ShouldBe("M");
    }

    [Theory]
    [InlineData("[Whole] public class Line;", "[Whole]")]
    [InlineData("public class Line : IValidatableObject { public IEnumerable<ValidationResult> Validate(ValidationContext context) => []; }", "IValidatableObject")]
    public async Task Rule_of_a_whole_type_fires_at_the_type(string line, string rule)
    {
        Diagnostic diagnostic = (await Diagnose($"[PacketContract] public record Order(Line Line); {line}")).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldStartWith($"'{rule}' on 'Order.Line' is not enforced");
    }

    [Theory]
    [InlineData("public static class Pay { [Element(\"df\", \"pay\")] public static int Run([CreditCard] string card) => card.Length; }")]
    [InlineData("public static class Pay { [Element(\"df\", \"pay\")] public static int Run([Whole] Order card) => 1; public record Order(int A); }")]
    [InlineData("public static partial class Pay { [Element(\"df\", \"pay\")] public static partial int Run([Range(1, 2)] int card); }")]
    [InlineData("[Molecule(\"pay\")] public partial class Pay { [Element(\"df\", \"pay\")] public int Run([Range(1, 2)] string card) => 1; }")]
    public async Task Attribute_of_a_parameter_that_is_not_enforced_fires_at_the_parameter(string code)
    {
        Diagnostic diagnostic = (await Diagnose(code)).ShouldHaveSingleItem();

        diagnostic.Id.ShouldBe("PKF4013");
        diagnostic.GetMessage().ShouldContain("on 'card' is not enforced");
        diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, 4).ShouldBe("card");
    }

    [Fact]
    public async Task Rules_of_parameters_that_are_enforced_are_quiet() => (await Diagnose("""
        public static class Pay { [Element("df", "pay")] public static int Run([Range(1, 2)] int amount) => amount; }
        [Molecule("buy")] public partial class Buy { [Element("df", "add")] public int Add([Range(1, 2)] int amount) => amount; }
        """)).ShouldBeEmpty();

    [Fact]
    public async Task Rules_that_are_enforced_and_types_that_nobody_sends_are_quiet() => (await Diagnose("""
        [PacketContract]
        public record Order([Required, StringLength(9)] string Name, [Range(1, 2)] int? Amount, [DataType(DataType.Date)] DateOnly Day, [MaxLength] byte[] Data);

        public class Form { [CreditCard] public string? Card { get; set; } }
        """)).ShouldBeEmpty();

    private static Task<IReadOnlyList<Diagnostic>> Diagnose(string code) => AnalyzerRun.Diagnose(AnalyzerRun.Generate(UserProject.Of($$"""
        using System.ComponentModel.DataAnnotations;
        {{code}}
        public sealed class EvenAttribute : ValidationAttribute;
        public sealed class WholeAttribute : ValidationAttribute;
        """)));
}
