using Microsoft.CodeAnalysis;

namespace PacketFlow.Elements;

internal sealed class DuplicateHandler : ElementRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.DuplicateHandler,
        "Duplicate handler",
        "'{0}:{1}' is handled by '{2}' and by {3}: keep one handler, or give one another name");

    public override IEnumerable<Diagnostic> Judge(ElementSite element, ElementSet all)
    {
        foreach (ElementClaim claim in element.IsHandler ? ElementClaim.Of(element) : [])
        {
            var claims = all.ClaimsOf(claim.Group, claim.Name).ToList();
            var others = claims.Where(other => other.Site != element).ToList();
            if (others.Count > 0 && claims.Exists(own => own.Site == element) && claim.Location is { } location)
            {
                // Of handlers in source alone the first stays when all are fixed together.
                bool stays = claims[0].Site == element && others.TrueForAll(static other => other.Site is not null);
                yield return Descriptor.At(
                    location,
                    FixFacts.None.Keep(stays).Beside(others.Select(static other => other.Location).OfType<Location>()),
                    claim.Group,
                    claim.Name,
                    claim.Handler,
                    string.Join(", ", others.Select(static other => $"'{other.Handler}'")));
            }
        }
    }
}
