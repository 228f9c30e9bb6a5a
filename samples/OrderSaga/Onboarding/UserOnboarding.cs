namespace Shop.Onboarding;

/// <summary>Validate a user, provision an account, send a welcome.</summary>
[Molecule("user-onboarding", TimeoutSeconds = 300)]
[IonicBond(nameof(Validate), nameof(Provision))]
[IonicBond(nameof(Provision), nameof(Welcome))]
public sealed partial class UserOnboarding
{
    [Element("df", "validate")]
    public ValidUser Validate(User user) => user.Email.Contains('@', StringComparison.Ordinal)
        ? new ValidUser(user.Name, user.Email)
        : throw new ElementException("USER1", ErrorCategory.Fatal, $"{user.Email} is no address.");

    [Element("cf", "provision")]
    public Account Provision(ValidUser user, AtomContext context) => new(context.RunId!, user.Email);

    /// <summary>The element, wherever it runs; here it is <see cref="Notices"/>.</summary>
    [Element("ed", "notify")]
    public partial ValueTask<string> Welcome(Account account);
}
