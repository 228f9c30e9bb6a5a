using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PacketFlow.Elements;
using PacketFlow.Text;

namespace PacketFlow.Molecules;

/// <summary>A step while its molecule is parsed: the symbols that the model must not keep.</summary>
internal sealed class StepDraft(int index, IMethodSymbol method, StepKind kind, ITypeSymbol? result)
{
    public int Index => index;

    public IMethodSymbol Method => method;

    public StepKind Kind => kind;

    /// <summary>What one run of it gives; null for nothing.</summary>
    public ITypeSymbol? Result { get; } = result;

    /// <summary>What dependents get: the result, or an array of them.</summary>
    public ITypeSymbol? Output { get; set; } = result;

    public bool IsForEach { get; set; }

    public bool IsInFlow => kind is not (StepKind.Compensation or StepKind.Substitute);

    /// <summary>The step that it undoes or stands in for.</summary>
    public StepDraft? Target { get; set; }

    /// <summary>What must have held for it to run.</summary>
    public ImmutableHashSet<Condition> Conditions { get; set; } = [];

    public EquatableArray<StepInput> Inputs { get; set; }

    /// <summary>Its parameters that carry a payload, with their places.</summary>
    public IEnumerable<(int Place, IParameterSymbol Symbol)> Payloads(Compilation compilation) => method.Parameters
        .Select(static (parameter, place) => (place, parameter))
        .Where(item => SignatureParser.KindOf(item.parameter.Type, compilation) == ParameterKind.Payload);
}
