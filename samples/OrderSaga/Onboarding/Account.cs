namespace Shop.Onboarding;

/// <summary>What a user gets.</summary>
public sealed record Account(string Id, string Email);
