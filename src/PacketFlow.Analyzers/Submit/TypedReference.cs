using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PacketFlow.Submit;

/// <summary>
/// Finds the address behind a typed reference: a member of the generated <c>Elements</c>, a reference made on the spot, or a field or
/// property that is initialised with either. What cannot be read without binding another file is unknown, and nothing is said of it.
/// </summary>
internal static class TypedReference
{
    private const string Index = "Elements";

    public static ElementAddress? Read(IOperation element, Compilation compilation, CancellationToken cancellationToken) => element switch
    {
        IPropertyReferenceOperation { Property: var property } => Read(property, compilation, cancellationToken),
        IFieldReferenceOperation { Field: var field } => Read(field, compilation, cancellationToken),
        IObjectCreationOperation { Arguments: [var group, var name, ..] } => Made(group.Value, name.Value),
        _ => null,
    };

    private static ElementAddress? Read(ISymbol member, Compilation compilation, CancellationToken cancellationToken)
    {
        if (member.ContainingType is { ContainingType: { Name: Index } index } group && index.IsNamed($"PacketFlow.{Index}"))
        {
            return ElementDirectory.Of(compilation, cancellationToken).FindMember(group.Name, member.Name);
        }

        return Initializer(member, cancellationToken) switch
        {
            BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [var code, var name, ..] } => Made(code.Expression, name.Expression),
            MemberAccessExpressionSyntax
            {
                Name.Identifier.ValueText: var name,
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var code, Expression: SimpleNameSyntax { Identifier.ValueText: Index } }
            } => ElementDirectory.Of(compilation, cancellationToken).FindMember(code, name),
            _ => null,
        };
    }

    private static ExpressionSyntax? Initializer(ISymbol member, CancellationToken cancellationToken) =>
        member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) switch
        {
            PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression,
            VariableDeclaratorSyntax field => field.Initializer?.Value,
            _ => null,
        };

    private static ElementAddress? Made(IOperation group, IOperation name) =>
        SubmitCall.Plain(group) is IFieldReferenceOperation { Field: { ContainingType: var type } member }
            && type.IsNamed("PacketFlow.AtomGroup")
            && name.ConstantValue is { HasValue: true, Value: string text }
            ? new ElementAddress(member.Name.ToLowerInvariant(), text)
            : null;

    private static ElementAddress? Made(ExpressionSyntax group, ExpressionSyntax name) =>
        group is MemberAccessExpressionSyntax member
            && name is LiteralExpressionSyntax { Token.Value: string text }
            && PeriodicTable.TryParseGroup(member.Name.Identifier.ValueText.ToLowerInvariant(), out _)
            ? new ElementAddress(member.Name.Identifier.ValueText.ToLowerInvariant(), text)
            : null;
}
