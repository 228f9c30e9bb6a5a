using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PacketFlow.Payloads;

internal static class FormatsDisagree
{
    public static readonly DiagnosticDescriptor Descriptor = Rule.Warning(
        DiagnosticIds.FormatsDisagree,
        "JSON and MessagePack disagree",
        "The keys of '{0}', a '{1}', are no text: a JSON peer cannot send or read such a map; use string keys, or a list of pairs");

    public static Diagnostic Of(PayloadFinding finding)
    {
        TypeSyntax? key = finding.TypeSyntax?.DescendantNodesAndSelf().OfType<GenericNameSyntax>()
            .Where(generic => generic.TypeArgumentList.Arguments.Count == 2 && generic.Identifier.ValueText == finding.About?.Name)
            .Select(static generic => generic.TypeArgumentList.Arguments[0])
            .FirstOrDefault();
        return key is null
            ? Descriptor.At(finding.Location, finding.Problem.Path, finding.Problem.TypeName)
            : Descriptor.At(key.GetLocation(), FixFacts.Replace("string"), finding.Problem.Path, finding.Problem.TypeName);
    }
}
