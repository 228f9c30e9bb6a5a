using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>
/// A type in the graph of payloads. It holds symbols, so it lives in the catalog of its compilation and never in a model. What it
/// leads to is parsed when first asked for: that is what lets types refer to themselves.
/// </summary>
internal sealed class PayloadNode(ITypeSymbol type, PayloadName name, string formatter, Func<PayloadContent> parse)
{
    private readonly Lazy<PayloadContent> _content = new(parse);

    /// <summary>The type; never a nullable reference.</summary>
    public ITypeSymbol Type { get; } = type;

    /// <summary>How code names it.</summary>
    public PayloadName Name { get; } = name;

    /// <summary>The expression of its formatter.</summary>
    public string Formatter { get; } = formatter;

    /// <summary>The end of the names of the reader's and writer's own methods for it.</summary>
    public string? Primitive { get; init; }

    /// <summary>Whether a value can hold arrays or maps.</summary>
    public bool CanNest { get; init; }

    /// <summary>Whether a dictionary with such keys is the same in JSON.</summary>
    public bool JsonKey { get; init; }

    /// <summary>Its model, what it leads to, and what is wrong with it.</summary>
    public PayloadContent Content => _content.Value;
}
