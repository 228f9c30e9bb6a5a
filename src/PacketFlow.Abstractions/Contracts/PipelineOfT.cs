using System.Buffers;

namespace PacketFlow;

/// <summary>A linear pipeline: each step takes what the one before it gave. Immutable.</summary>
/// <typeparam name="TIn">What the first step takes.</typeparam>
/// <typeparam name="TOut">What the last step gives.</typeparam>
public sealed class Pipeline<TIn, TOut>
{
    private readonly Action<IBufferWriter<byte>, TIn> _writeInput;
    private readonly Func<ReadOnlyMemory<byte>, TOut> _readResult;

    internal Pipeline(PipelineStep[] steps, Action<IBufferWriter<byte>, TIn> writeInput, Func<ReadOnlyMemory<byte>, TOut> readResult)
    {
        Steps = steps;
        _writeInput = writeInput;
        _readResult = readResult;
    }

    /// <summary>Its steps in order.</summary>
    public IReadOnlyList<PipelineStep> Steps { get; }

    /// <summary>The pipeline with one more step. It does not compile when the output so far does not fit the step's payload.</summary>
    /// <param name="element">The next step.</param>
    public Pipeline<TIn, TNext> Then<TNext>(IElement<TOut, TNext> element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return new Pipeline<TIn, TNext>([.. Steps, PipelineStep.Of(element)], _writeInput, element.ReadResult);
    }

    /// <summary>Writes what the first step takes, as that step reads it.</summary>
    public void WriteInput(IBufferWriter<byte> output, TIn input) => _writeInput(output, input);

    /// <summary>Reads what the last step gives, as that step writes it.</summary>
    /// <exception cref="PacketFormatException">The bytes are no such result.</exception>
    public TOut ReadResult(ReadOnlyMemory<byte> messagePack) => _readResult(messagePack);
}
