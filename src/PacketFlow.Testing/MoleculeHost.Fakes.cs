using PacketFlow.Testing.Faking;

namespace PacketFlow;

/// <summary>What stands in for elements and steps, and who looks on.</summary>
public sealed partial class MoleculeHost
{
    /// <summary>Puts a function in the place of an element's handler, here or elsewhere.</summary>
    /// <param name="element">The element: <c>Elements.Ed.Notify</c>.</param>
    /// <param name="run">What it does from now on.</param>
    /// <returns>The fake, which knows its calls.</returns>
    public Fake<TIn> Replace<TIn, TOut>(Element<TIn, TOut> element, Func<TIn, TOut> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Replace(element, (input, _, _) => Task.FromResult(run(input)));
    }

    /// <inheritdoc cref="Replace{TIn, TOut}(Element{TIn, TOut}, Func{TIn, TOut})"/>
    public Fake<TIn> Replace<TIn, TOut>(Element<TIn, TOut> element, Func<TIn, AtomContext, CancellationToken, Task<TOut>> run)
    {
        ArgumentNullException.ThrowIfNull(element);
        ArgumentNullException.ThrowIfNull(run);
        var fake = new Fake<TIn>(
            payload => PacketCodec.Deserialize(payload, element.PayloadFormatter),
            async (input, context, token) => Value(await run(input, context, token).ConfigureAwait(false), element.ResultFormatter),
            () => _clock.Now);
        return fake.Placed(_fakes.Add(element, fake, _process));
    }

    /// <summary>Looks at an element's calls, and lets them through to its handler.</summary>
    /// <param name="element">The element.</param>
    /// <returns>A fake that knows the calls and can fail some.</returns>
    /// <exception cref="MoleculeTestException">It has no handler here.</exception>
    public Fake<TIn> Watch<TIn, TOut>(Element<TIn, TOut> element)
    {
        ArgumentNullException.ThrowIfNull(element);
        var fake = new Fake<TIn>(payload => PacketCodec.Deserialize(payload, element.PayloadFormatter), run: null, () => _clock.Now);
        return fake.Placed(_fakes.Add(element, fake, _process));
    }

    /// <summary>Looks at the tries of a molecule's step, and lets them through to its handler.</summary>
    /// <param name="molecule">The molecule.</param>
    /// <param name="step">The step's name: <c>nameof(OrderSaga.Charge)</c>.</param>
    /// <returns>A fake that knows the tries, with their payloads untyped, and can fail some.</returns>
    /// <exception cref="MoleculeTestException">The molecule has no such step, or the step no handler here.</exception>
    public Fake<FlowValue> Watch<TIn, TOut>(Molecule<TIn, TOut> molecule, string step)
    {
        PlanStep planned = StepOf(molecule, step);
        return Place(planned, new Fake<FlowValue>(static payload => FlowValue.Parse(payload), run: null, () => _clock.Now));
    }

    private Fake<T> Place<T>(PlanStep step, Fake<T> fake) => fake.Placed(step.Kind == StepKind.Remote
        ? _fakes.Add(new Element(step.Element.Group, step.Element.Name), fake, _process)
        : _fakes.Add(step.Element.Group, step.Address, fake));

    private static PlanStep StepOf<TIn, TOut>(Molecule<TIn, TOut> molecule, string step)
    {
        ArgumentNullException.ThrowIfNull(molecule);
        ArgumentException.ThrowIfNullOrEmpty(step);
        PlanStep planned = molecule.Plan.Steps.FirstOrDefault(one => one.Name == step)
            ?? throw new MoleculeTestException($"{molecule} has no step {step}. It has {string.Join(", ", molecule.Plan.Steps.Select(static one => one.Name))}.");
        return planned.Kind switch
        {
            StepKind.Timer => throw new MoleculeTestException($"Step {step} is a timer, which needs no fake: let time go on with {nameof(AdvanceAsync)}."),
            StepKind.Signal => throw new MoleculeTestException($"Step {step} is a signal, which needs no fake: send it with {nameof(TestRun<TOut>.SignalAsync)} of the run."),
            StepKind.Nested => throw new MoleculeTestException($"Step {step} runs molecule {planned.Nested}: replace the steps of that."),
            _ => planned,
        };
    }

    private static FlowValue Value<T>(T value, Formatter<T> formatter)
    {
        if (value is null)
        {
            return FlowValue.Nil;
        }

        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        PacketCodec.Serialize(bytes, value, formatter);
        return FlowValue.Parse(bytes.WrittenSpan);
    }
}
