using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PacketFlow;

/// <summary>What an analyzer tells a code fix: the fix looks nothing up again.</summary>
internal sealed class FixFacts
{
    private const string ReplacementKey = "Replacement", ArgumentKey = "Argument", ValueKey = "Value", StaysKey = "Stays";

    public static readonly FixFacts None = new();

    /// <summary>As they travel in the diagnostic.</summary>
    public ImmutableDictionary<string, string?> Properties { get; private init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Other places that belong to the diagnostic.</summary>
    public IEnumerable<Location> Others { get; private init; } = [];

    /// <summary>The expression that should stand where the diagnostic stands.</summary>
    public string? Replacement => Properties.GetValueOrDefault(ReplacementKey);

    /// <summary>The attribute's property that should have another value, or none.</summary>
    public string? Argument => Properties.GetValueOrDefault(ArgumentKey);

    /// <summary>The value for <see cref="Argument"/>; null to take it out.</summary>
    public string? Value => Properties.GetValueOrDefault(ValueKey);

    /// <summary>Whether it is the one that stays when all are fixed together.</summary>
    public bool Stays => Properties.ContainsKey(StaysKey);

    public static FixFacts Of(Diagnostic diagnostic) => new() { Properties = diagnostic.Properties, Others = diagnostic.AdditionalLocations };

    /// <summary>Says that an expression should stand there; nothing if it is null.</summary>
    public static FixFacts Replace(string? expression) => expression is null ? None : None.With(ReplacementKey, expression);

    /// <summary>Says that the attribute should give a property a value.</summary>
    public FixFacts Set(string argument, string value) => With(ArgumentKey, argument).With(ValueKey, value);

    /// <summary>Says that the attribute should not give a property a value.</summary>
    public static FixFacts Remove(string argument) => None.With(ArgumentKey, argument);

    /// <summary>Says whether it is the one that stays when all are fixed together.</summary>
    public FixFacts Keep(bool stays) => stays ? With(StaysKey, "") : this;

    /// <summary>Says which other places belong to it.</summary>
    public FixFacts Beside(IEnumerable<Location> others) => new() { Properties = Properties, Others = others };

    private FixFacts With(string key, string value) => new() { Properties = Properties.SetItem(key, value), Others = Others };
}
