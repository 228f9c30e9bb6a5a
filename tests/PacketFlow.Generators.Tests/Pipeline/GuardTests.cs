using Microsoft.CodeAnalysis;

namespace PacketFlow.Generators.Tests.Pipeline;

/// <summary>A fault of the generator's own takes one member with it and is told by an attribute.</summary>
public class GuardTests
{
    private static readonly ISymbol Method = UserProject.Of("namespace Shop { class Orders { void Place(int id) { } } }")
        .Compile().GetTypeByMetadataName("Shop.Orders")!.GetMembers("Place").Single();

    [Fact]
    public void Fault_of_a_parser_is_a_failure_with_its_member()
    {
        FailureModel? failure = Guard.Parse<FailureModel>(Method, static () => throw new InvalidOperationException("no \"way\"")).ShouldNotBeNull().Failure;

        failure.ShouldBe(new FailureModel("Shop.Orders.Place(int)", "InvalidOperationException: no \"way\""));
    }

    [Fact]
    public void Cancellation_is_no_failure() =>
        Should.Throw<OperationCanceledException>(static () => Guard.Parse<FailureModel>(Method, static () => throw new OperationCanceledException()));

    [Fact]
    public void Failures_are_told_by_attributes_that_compile()
    {
        string file = Guard.Describe([new FailureModel("Shop.Orders.Place(int)", "InvalidOperationException: no \"way\"\nout")]);

        GeneratorRun run = GeneratorRun.Of(file).ShouldCompile();

        run.Compilation.Assembly.GetAttributes().Single(static one => one.AttributeClass!.Name == "GeneratorFailureAttribute")
            .ConstructorArguments.Select(static argument => (string?)argument.Value)
            .ShouldBe(["Shop.Orders.Place(int)", "InvalidOperationException: no \"way\"\nout"]);
    }
}
