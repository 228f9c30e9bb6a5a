using Microsoft.CodeAnalysis;
using PacketFlow.Text;

namespace PacketFlow.Payloads;

internal static class DuplicateKey
{
    public static readonly DiagnosticDescriptor Descriptor = Rule.Error(
        DiagnosticIds.DuplicateKey,
        "Duplicate key",
        "'{0}' is '{1}' on the wire, and so is another member: give one of them another name with [Field]");

    public static Diagnostic Of(PayloadFinding finding)
    {
        string key = finding.Problem.TypeName, plain = Identifiers.SnakeCase(finding.Problem.Member ?? "");
        return Descriptor.At(finding.Location, FixFacts.Replace(Literals.Of(key == plain ? key + "_2" : plain)), finding.Problem.Path, key);
    }
}
