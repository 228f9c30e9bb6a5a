using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

internal static class ValidationNotEnforced
{
    public static readonly DiagnosticDescriptor Descriptor = Rule.Warning(
        DiagnosticIds.ValidationNotEnforced,
        "Validation that is not enforced",
        "'{0}' on '{1}' is not enforced when the payload is read: use an attribute that fits its type, or implement IValidatedPayload");

    public static Diagnostic Of(PayloadFinding finding) =>
        Descriptor.At(finding.Location, finding.Problem.TypeName, finding.Problem.Path);
}
