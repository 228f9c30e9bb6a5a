namespace Shop.Onboarding;

/// <summary>Who wants in.</summary>
public sealed record User(string Name, string Email);
