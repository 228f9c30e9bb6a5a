namespace PacketFlow.Payloads;

/// <summary>How a value is found to break a rule.</summary>
internal enum CheckKind
{
    /// <summary>It is what a C# pattern says.</summary>
    Pattern,

    /// <summary>It is null, empty or white space.</summary>
    Blank,

    /// <summary>It does not match a regular expression.</summary>
    Expression,

    /// <summary>A method of <c>PayloadChecks</c> says no.</summary>
    Method,
}
