using Microsoft.CodeAnalysis;
using PacketFlow.Elements;
using PacketFlow.Text;

namespace PacketFlow.Molecules;

/// <summary>
/// Finds what fills the parameters of a compensation: the input of the step that it undoes, by name where several parameters
/// fit, or its output, which must be nullable, since a step with an unknown outcome is undone as well. Where both fit, the nullable
/// parameter gets the output.
/// </summary>
internal static class CompensationBinder
{
    /// <summary>Fills the parameters; false if one wants the output as non-nullable.</summary>
    public static bool Bind(StepDraft compensation, MoleculeDraft draft)
    {
        bool isSound = true;
        var inputs = new List<StepInput>();
        foreach ((int place, IParameterSymbol parameter) in compensation.Payloads(draft.Compilation))
        {
            StepInput input = Bind(place, parameter, compensation.Target, draft.Compilation);
            inputs.Add(input);
            isSound &= input.Binding != InputBinding.UndoneOutput || TypeFit.Strip(parameter.Type).IsNullable
                || (parameter.Type.IsReferenceType && parameter.Type.NullableAnnotation == NullableAnnotation.None);
        }

        compensation.Inputs = inputs.ToEquatableArray();
        return isSound;
    }

    private static StepInput Bind(int place, IParameterSymbol parameter, StepDraft? undone, Compilation compilation)
    {
        // Without a step there is nothing to be filled from, and that is said already.
        if (undone is null || !SignatureParser.CanBeCarried(parameter.Type))
        {
            return Input(InputBinding.Broken);
        }

        TypeFit output = TypeFit.Between(undone.Result, parameter.Type, compilation);
        List<(int Place, IParameterSymbol Symbol, TypeFit Fit)> fits =
        [
            .. undone.Payloads(compilation)
                .Select(item => (item.Place, item.Symbol, TypeFit.Between(item.Symbol.Type, parameter.Type, compilation)))
                .Where(static item => item.Item3 is { Fits: true, Rank: < 2 }),
        ];
        if (fits.FindAll(item => item.Symbol.Name == parameter.Name) is { Count: 1 } named)
        {
            fits = named;
        }

        return output is { Fits: true, Rank: < 2 } && (fits.Count == 0 || TypeFit.Strip(parameter.Type).IsNullable)
            ? Input(InputBinding.UndoneOutput, InputSources.Of(-1, output, undone.Result, isItem: false, compilation))
            : fits.Count switch
            {
                0 when parameter.HasExplicitDefaultValue => Input(InputBinding.Default),
                0 => Input(InputBinding.Missing),
                1 => Input(InputBinding.UndoneInput, Source(fits[0])),
                _ => Input(InputBinding.Ambiguous, [.. fits.Select(Source)]),
            };

        InputSource Source((int Place, IParameterSymbol Symbol, TypeFit Fit) item) =>
            InputSources.Of(item.Place, item.Fit, item.Symbol.Type, isItem: false, compilation);

        StepInput Input(InputBinding binding, params InputSource[] sources) =>
            new(place, parameter.Name, TypeNames.Readable(parameter.Type), InputSources.IsRequired(parameter), binding, sources.ToEquatableArray(), default);
    }
}
