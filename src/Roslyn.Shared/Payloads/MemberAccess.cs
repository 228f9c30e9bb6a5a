namespace PacketFlow.Payloads;

/// <summary>How generated code can set a member without a constructor.</summary>
internal enum MemberAccess
{
    ReadOnly,
    InitOnly,
    Settable,
}
