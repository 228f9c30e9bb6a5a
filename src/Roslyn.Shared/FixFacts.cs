namespace PacketFlow;

/// <summary>What an analyzer tells a code fix: the keys of a diagnostic's properties.</summary>
internal static class FixFacts
{
    /// <summary>The C# expression that should stand where the diagnostic stands.</summary>
    public const string Replacement = "Replacement";
}
