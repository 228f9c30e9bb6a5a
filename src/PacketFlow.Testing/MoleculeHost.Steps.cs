using PacketFlow.Testing.Faking;

namespace PacketFlow;

/// <summary>Fakes for steps, by how many values the step takes.</summary>
public sealed partial class MoleculeHost
{
    /// <summary>
    /// Puts a function in the place of a step's handler. A step without a body is an element: it is replaced wherever it is called. The class of
    /// the molecule is not made for a step that is replaced.
    /// </summary>
    /// <param name="molecule">The molecule: <c>OrderSaga.Molecule</c>.</param>
    /// <param name="step">The step's name: <c>nameof(OrderSaga.Charge)</c>. A compensation or a substitute may be replaced too.</param>
    /// <param name="run">What it does from now on: it takes the step's values in the order of its parameters. A step without a result gives <see cref="Nothing"/>.</param>
    /// <returns>The fake, which knows its calls.</returns>
    /// <exception cref="MoleculeTestException">The molecule has no such step, it takes another number of values, or it is none that can be replaced.</exception>
    public Fake<Nothing> Replace<TIn, TOut, TResult>(Molecule<TIn, TOut> molecule, string step, Func<TResult> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return ReplaceStep(molecule, step, 0, static (_, _) => default(Nothing), (_) => Task.FromResult(run()));
    }

    /// <inheritdoc cref="Replace{TIn, TOut, TResult}(Molecule{TIn, TOut}, string, Func{TResult})"/>
    public Fake<Nothing> Replace<TIn, TOut, TResult>(Molecule<TIn, TOut> molecule, string step, Func<Task<TResult>> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return ReplaceStep(molecule, step, 0, static (_, _) => default(Nothing), (_) => run());
    }

    /// <inheritdoc cref="Replace{TIn, TOut, TResult}(Molecule{TIn, TOut}, string, Func{TResult})"/>
    public Fake<T1> Replace<TIn, TOut, T1, TResult>(Molecule<TIn, TOut> molecule, string step, Func<T1, TResult> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return ReplaceStep(molecule, step, 1, static (inputs, payload) => inputs.Read<T1>(payload, 0), (input) => Task.FromResult(run(input)));
    }

    /// <inheritdoc cref="Replace{TIn, TOut, TResult}(Molecule{TIn, TOut}, string, Func{TResult})"/>
    public Fake<T1> Replace<TIn, TOut, T1, TResult>(Molecule<TIn, TOut> molecule, string step, Func<T1, Task<TResult>> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return ReplaceStep(molecule, step, 1, static (inputs, payload) => inputs.Read<T1>(payload, 0), (input) => run(input));
    }

    /// <inheritdoc cref="Replace{TIn, TOut, TResult}(Molecule{TIn, TOut}, string, Func{TResult})"/>
    public Fake<(T1, T2)> Replace<TIn, TOut, T1, T2, TResult>(Molecule<TIn, TOut> molecule, string step, Func<T1, T2, TResult> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return ReplaceStep(molecule, step, 2, static (inputs, payload) => (inputs.Read<T1>(payload, 0), inputs.Read<T2>(payload, 1)), (input) => Task.FromResult(run(input.Item1, input.Item2)));
    }

    /// <inheritdoc cref="Replace{TIn, TOut, TResult}(Molecule{TIn, TOut}, string, Func{TResult})"/>
    public Fake<(T1, T2)> Replace<TIn, TOut, T1, T2, TResult>(Molecule<TIn, TOut> molecule, string step, Func<T1, T2, Task<TResult>> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return ReplaceStep(molecule, step, 2, static (inputs, payload) => (inputs.Read<T1>(payload, 0), inputs.Read<T2>(payload, 1)), (input) => run(input.Item1, input.Item2));
    }

    /// <inheritdoc cref="Replace{TIn, TOut, TResult}(Molecule{TIn, TOut}, string, Func{TResult})"/>
    public Fake<(T1, T2, T3)> Replace<TIn, TOut, T1, T2, T3, TResult>(Molecule<TIn, TOut> molecule, string step, Func<T1, T2, T3, TResult> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return ReplaceStep(molecule, step, 3, static (inputs, payload) => (inputs.Read<T1>(payload, 0), inputs.Read<T2>(payload, 1), inputs.Read<T3>(payload, 2)), (input) => Task.FromResult(run(input.Item1, input.Item2, input.Item3)));
    }

    /// <inheritdoc cref="Replace{TIn, TOut, TResult}(Molecule{TIn, TOut}, string, Func{TResult})"/>
    public Fake<(T1, T2, T3)> Replace<TIn, TOut, T1, T2, T3, TResult>(Molecule<TIn, TOut> molecule, string step, Func<T1, T2, T3, Task<TResult>> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return ReplaceStep(molecule, step, 3, static (inputs, payload) => (inputs.Read<T1>(payload, 0), inputs.Read<T2>(payload, 1), inputs.Read<T3>(payload, 2)), (input) => run(input.Item1, input.Item2, input.Item3));
    }

    /// <inheritdoc cref="Replace{TIn, TOut, TResult}(Molecule{TIn, TOut}, string, Func{TResult})"/>
    public Fake<(T1, T2, T3, T4)> Replace<TIn, TOut, T1, T2, T3, T4, TResult>(Molecule<TIn, TOut> molecule, string step, Func<T1, T2, T3, T4, TResult> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return ReplaceStep(molecule, step, 4, static (inputs, payload) => (inputs.Read<T1>(payload, 0), inputs.Read<T2>(payload, 1), inputs.Read<T3>(payload, 2), inputs.Read<T4>(payload, 3)), (input) => Task.FromResult(run(input.Item1, input.Item2, input.Item3, input.Item4)));
    }

    /// <inheritdoc cref="Replace{TIn, TOut, TResult}(Molecule{TIn, TOut}, string, Func{TResult})"/>
    public Fake<(T1, T2, T3, T4)> Replace<TIn, TOut, T1, T2, T3, T4, TResult>(Molecule<TIn, TOut> molecule, string step, Func<T1, T2, T3, T4, Task<TResult>> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return ReplaceStep(molecule, step, 4, static (inputs, payload) => (inputs.Read<T1>(payload, 0), inputs.Read<T2>(payload, 1), inputs.Read<T3>(payload, 2), inputs.Read<T4>(payload, 3)), (input) => run(input.Item1, input.Item2, input.Item3, input.Item4));
    }

    private Fake<TInput> ReplaceStep<TIn, TOut, TInput, TResult>(
        Molecule<TIn, TOut> molecule, string step, int values, Func<StepInputs, byte[], TInput> read, Func<TInput, Task<TResult>> run)
    {
        PlanStep planned = StepOf(molecule, step);
        var inputs = new StepInputs(planned);
        if (planned.Inputs.Count != values)
        {
            throw new MoleculeTestException($"Step {step} takes {inputs}. The function takes {values}.");
        }

        return Place(planned, new Fake<TInput>(
            payload => read(inputs, payload),
            async (input, _, _) => Value(await run(input).ConfigureAwait(false), Formatter<TResult>.Default),
            () => _clock.Now));
    }
}
