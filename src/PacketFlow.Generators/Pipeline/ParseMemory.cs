using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace PacketFlow.Generators;

/// <summary>
/// What a transform made of a node, for as long as the node lives and declarations keep their shape. The compiler runs every transform again
/// after every edit; most edits are in bodies, change no declaration, and cost a look-up here instead of binding half the project.
/// </summary>
internal sealed class ParseMemory<T>
    where T : class
{
    private readonly ConditionalWeakTable<SyntaxNode, Entry> _entries = new();

    /// <summary>What was made of the attribute's target before, or what <paramref name="parse"/> makes of it now.</summary>
    public T? Recall(
        GeneratorAttributeSyntaxContext context,
        Func<GeneratorAttributeSyntaxContext, CancellationToken, T?> parse,
        CancellationToken cancellationToken)
    {
        DeclarationShape shape = DeclarationShape.Of(context.SemanticModel.Compilation);
        if (_entries.TryGetValue(context.TargetNode, out Entry known) && known.Shape.Equals(shape))
        {
            return known.Result;
        }

        T? result = parse(context, cancellationToken);
        _entries.Remove(context.TargetNode);
        _entries.GetValue(context.TargetNode, _ => new Entry(shape, result));
        return result;
    }

    private sealed record Entry(DeclarationShape Shape, T? Result);
}
