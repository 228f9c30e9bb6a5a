namespace PacketFlow.Molecules;

/// <summary>Whether a method that a bond names (a condition, a merge) can be called.</summary>
internal enum MethodState
{
    /// <summary>None is named.</summary>
    None,

    /// <summary>It can.</summary>
    Valid,

    /// <summary>The molecule has no method of that name.</summary>
    Missing,

    /// <summary>It needs an instance.</summary>
    NotStatic,

    /// <summary>Its parameters or its result are not those asked for.</summary>
    WrongSignature,
}
