using Microsoft.CodeAnalysis;
using PacketFlow.Elements;

namespace PacketFlow.Payloads;

internal static class ValidationNotEnforced
{
    public static readonly DiagnosticDescriptor Descriptor = Rule.Warning(
        DiagnosticIds.ValidationNotEnforced,
        "Validation that is not enforced",
        "'{0}' on '{1}' is not enforced when the payload is read: use an attribute that fits its type, or implement IValidatedPayload");

    public static Diagnostic Of(PayloadFinding finding) =>
        Descriptor.At(finding.Location, finding.Problem.TypeName, finding.Problem.Path);

    /// <summary>What is on the parameters of a handler or step. Of a method without a body none is: its payload is read elsewhere.</summary>
    public static IEnumerable<Diagnostic> Judge(ElementSite element)
    {
        for (int i = 0; i < element.Model.Parameters.Count; i++)
        {
            IParameterSymbol parameter = element.Method.Parameters[i];
            IEnumerable<string> ignored = element.Model.IsBodyless
                ? ValidationAttributes.Of(parameter, parameter: null)?.Select(ValidationAttributes.NameOf).Distinct() ?? []
                : element.Model.Parameters[i].IgnoredRules;
            foreach (string name in ignored)
            {
                yield return Descriptor.At(parameter.Locations[0], name, parameter.Name);
            }
        }
    }
}
