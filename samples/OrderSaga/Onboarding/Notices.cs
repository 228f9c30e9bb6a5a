namespace Shop.Onboarding;

/// <summary>Tells users what happens.</summary>
public static class Notices
{
    [Element("ed", "notify")]
    public static string Notify(Account account) => $"Welcome, {account.Email}.";
}
