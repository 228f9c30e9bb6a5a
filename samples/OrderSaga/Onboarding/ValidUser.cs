namespace Shop.Onboarding;

/// <summary>A user whose address is one.</summary>
public sealed record ValidUser(string Name, string Email);
