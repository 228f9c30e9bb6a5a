namespace PacketFlow.Generators;

/// <summary>A member that the generator failed for.</summary>
/// <param name="Member">The member, with its namespace and type.</param>
/// <param name="Message">What went wrong.</param>
internal sealed record FailureModel(string Member, string Message);
