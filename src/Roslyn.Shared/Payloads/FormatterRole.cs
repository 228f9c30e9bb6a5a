namespace PacketFlow.Payloads;

/// <summary>Who may rely on a generated formatter.</summary>
internal enum FormatterRole
{
    /// <summary>Formatters of this assembly only: it is for the type with null, and the type has another.</summary>
    Inner,

    /// <summary>This program: it is the type's <c>Formatter&lt;T&gt;.Default</c>.</summary>
    Default,

    /// <summary>Referencing projects too: the assembly declares the type, and others see it.</summary>
    Listed,
}
