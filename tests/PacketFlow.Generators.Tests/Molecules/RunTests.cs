namespace PacketFlow.Generators.Tests.Molecules;

/// <summary>Molecules, compiled without warnings and run by an engine that has only the definition.</summary>
public sealed class RunTests
{
    [Fact]
    public void Molecule_of_the_documents_runs()
    {
        Engine.Run(
            """return engine.Run(ProcessingPipeline.Molecule, new Request("12 30")) + " " + string.Join(" -> ", ProcessingPipeline.Plan.CriticalPath);""",
            """
            public record Request(string Text); public record Numbers(List<int> Items); public record Total(int Sum); public record Saved(string Id, int Sum);

            [Molecule("processing-pipeline")]
            [IonicBond(nameof(Validate), nameof(Compute))]
            [IonicBond(nameof(Compute), nameof(Save))]
            public sealed partial class ProcessingPipeline
            {
                [Element("cf", "validate")] public Numbers Validate(Request request) => new(request.Text.Split(' ').Select(int.Parse).ToList());
                [Element("df", "compute")] public async Task<Total> Compute(Numbers numbers) { await Task.Yield(); return new(numbers.Items.Sum()); }
                [Element("cf", "save")] public ValueTask<Saved> Save(Total total, CancellationToken ct) => new(new Saved("s1", total.Sum));
            }
            """).ShouldBe("Saved { Id = s1, Sum = 42 } Validate -> Compute -> Save");
    }

    [Fact]
    public void Molecule_with_an_injected_class_and_a_global_element_runs()
    {
        Engine.Run(
            """
            host.With<IAccounts>(new Accounts());
            Receipt receipt = engine.Run(UserOnboarding.Molecule, new User("ada"));
            return receipt + " " + UserOnboarding.Molecule;
            """,
            """
            public record User(string Name); public record ValidUser(string Name); public record Account(int Id); public record Receipt(string Text);
            public interface IAccounts { int Open(string name); }
            internal sealed class Accounts : IAccounts { public int Open(string name) => name.Length; }

            internal static class Mail
            {
                [Element("ed", "notify")] public static Receipt Notify(Account account) => new($"mailed to {account.Id}");
            }

            [Molecule("user-onboarding", TimeoutSeconds = 300)]
            [IonicBond(nameof(Validate), nameof(Provision))]
            [IonicBond(nameof(Provision), nameof(Welcome))]
            public sealed partial class UserOnboarding(IAccounts accounts)
            {
                [Element("df", "validate")]  public ValidUser Validate(User user) => new(user.Name);
                [Element("cf", "provision")] public Task<Account> Provision(ValidUser user, CancellationToken ct) => Task.FromResult(new Account(accounts.Open(user.Name)));
                [Element("ed", "notify")]    public partial ValueTask<Receipt> Welcome(Account account);
            }
            """).ShouldBe("Receipt { Text = mailed to 3 } user-onboarding/1");
    }
}
