namespace PacketFlow.Payloads;

/// <summary>How a member gets the value that was read.</summary>
internal enum FieldSetting
{
    /// <summary>As an argument of the constructor.</summary>
    Constructor,

    /// <summary>Where the object is made, whether it was read or not: it is required, or without a value it is the type's default.</summary>
    Initializer,

    /// <summary>Where the object is made; when it was not read, it is what an object made without it has.</summary>
    InitOnly,

    /// <summary>Afterwards, if it was read.</summary>
    Setter,

    /// <summary>Afterwards, if it was read, item by item: its own collection stays.</summary>
    Fill,
}
