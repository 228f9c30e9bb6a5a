namespace PacketFlow.Payloads;

/// <summary>What null means for a member.</summary>
internal enum FieldNullability
{
    /// <summary>A value type: there is no null.</summary>
    Value,

    /// <summary>A nullable value type.</summary>
    NullableValue,

    /// <summary>A reference that must not be null: nil is refused.</summary>
    Reference,

    /// <summary>A reference that may be null, or of which the code does not say.</summary>
    NullableReference,
}
