using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PacketFlow.Bodies;
using PacketFlow.Elements;

namespace PacketFlow.Durability;

internal static class NonIdempotentRetry
{
    public static DiagnosticDescriptor Descriptor { get; } = Rule.Warning(
        DiagnosticIds.NonIdempotentRetry,
        "Non-idempotent step with retries",
        "'{0}' may be tried {1} times again and each try does '{2}' once more: hand on AtomContext.IdempotencyKey, or set Idempotent or Retries = 0");

    /// <summary>Whether an element asks to be tried again although running it twice is not said to be running it once.</summary>
    public static bool AsksForRetries(IMethodSymbol method) =>
        method.FindAttribute(WellKnownNames.Element) is { } attribute
        && attribute.Named<int>("Retries") > 0
        && attribute.Named<bool>("Idempotent") is not true
        && !ElementParser.IsBodyless(method);

    public static void Judge(TypeBodies bodies, SymbolAnalysisContext context)
    {
        foreach (IMethodSymbol step in bodies.Methods.Where(AsksForRetries))
        {
            if (!bodies.UsesKey(step)
                && bodies.Effects(step, context.Compilation, context.CancellationToken).FirstOrDefault(static effect => !effect.IsRepeatable) is { } effect)
            {
                AttributeData attribute = step.FindAttribute(WellKnownNames.Element)!;
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptor,
                    attribute.PropertyLocation("Retries", context.CancellationToken),
                    [effect.Call.Syntax.GetLocation()],
                    Facts(effect),
                    step.Name,
                    attribute.Named<int>("Retries"),
                    effect.Api));
            }
        }
    }

    private static ImmutableDictionary<string, string?> Facts(Effect effect)
    {
        ImmutableDictionary<string, string?> facts = FixFacts.None.Set("Idempotent", "true").Properties;
        return effect.IsSubmit ? facts.Add(FactKeys.Element, effect.Api) : facts;
    }
}
