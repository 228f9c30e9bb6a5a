using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Shop.Orders;
using Shop.Tests;

namespace PacketFlow.Tests;

/// <summary>What the guides show is what is compiled and run here.</summary>
public class GuideTests
{
    private static readonly string Root = typeof(GuideTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "RepositoryRoot").Value!;

    [Theory]
    [InlineData("testing.md", "OrderSagaTests.cs")]
    [InlineData("molecules.md", "AesGcmProtector.cs")]
    public void Guide_shows_the_file_as_it_is(string guide, string file) =>
        File.ReadAllText(Path.Combine(Root, "docs", "guides", guide))
            .ShouldContain($"```csharp\n{File.ReadAllText(Path.Combine(Root, "tests", "PacketFlow.Testing.Tests", "Guide", file)).Trim()}\n```");

    [Fact]
    public async Task Encrypted_run_goes_on_after_a_crash_and_after_a_change_of_keys()
    {
        var keys = new Dictionary<byte, byte[]> { [1] = RandomNumberGenerator.GetBytes(32), [2] = RandomNumberGenerator.GetBytes(32) };
        byte current = 1;
        await using MoleculeHost host = await MoleculeHost.StartAsync(
            static flow => flow.AddElements(), builder => builder.Services.AddSingleton<IPayloadProtector>(new AesGcmProtector(keys, current)));
        TestRun<Invoice> run = await host.StartAsync(OrderSaga.Molecule, new Order("o", "Ada", [new Line("tea", 1, 4m)]));

        current = 2;
        await host.CrashAndRestartAsync();
        await run.SignalAsync(nameof(OrderSaga.Packed), "parcel-7");

        (await run.GetResultAsync()).ShouldBe(new Invoice("o", 4m, "parcel-7"));
    }

    [Fact]
    public async Task Encrypted_run_is_parked_when_its_key_is_gone()
    {
        var keys = new Dictionary<byte, byte[]> { [1] = RandomNumberGenerator.GetBytes(32) };
        await using MoleculeHost host = await MoleculeHost.StartAsync(
            static flow => flow.AddElements(), builder => builder.Services.AddSingleton<IPayloadProtector>(new AesGcmProtector(keys, 1)));
        TestRun<Invoice> run = await host.StartAsync(OrderSaga.Molecule, new Order("o", "Ada", [new Line("tea", 1, 4m)]));

        await host.SettleAsync();
        keys[1] = RandomNumberGenerator.GetBytes(32);
        await host.CrashAndRestartAsync();

        (await Should.ThrowAsync<PacketFlowException>(() => run.SignalAsync(nameof(OrderSaga.Packed), "p"))).Message
            .ShouldContain("AesGcmProtector threw AuthenticationTagMismatchException. Give it the keys that the run was written with");
    }
}
