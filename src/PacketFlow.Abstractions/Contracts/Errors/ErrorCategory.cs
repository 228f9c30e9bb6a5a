namespace PacketFlow;

/// <summary>What a caller may do about an error.</summary>
public enum ErrorCategory
{
    /// <summary>Permanent: the same atom fails again.</summary>
    Fatal,

    /// <summary>Temporary: the same atom may succeed later.</summary>
    Retryable,

    /// <summary>The atom reached a place that cannot serve it; another reactor may.</summary>
    Routing,
}
