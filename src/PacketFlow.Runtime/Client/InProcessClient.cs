using System.Buffers;
using PacketFlow.Reactor;

namespace PacketFlow.Client;

/// <summary>
/// Submits to this process's reactor. Payloads go through the codec here too: no shared objects, and the same errors as from afar.
/// </summary>
internal sealed class InProcessClient(LocalReactor reactor) : IPacketFlowClient
{
    private static readonly SubmitOptions NoOptions = new();

    public ValueTask<TOut> SubmitAsync<TIn, TOut>(Element<TIn, TOut> element, TIn payload, CancellationToken cancellationToken = default) =>
        SubmitAsync(element, payload, NoOptions, cancellationToken);

    public async ValueTask<TOut> SubmitAsync<TIn, TOut>(
        Element<TIn, TOut> element, TIn payload, SubmitOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(element);
        ArgumentNullException.ThrowIfNull(options);
        ReadOnlyMemory<byte> result = await RunAsync(
            element.Group, element.Name, Encode(payload, element.PayloadFormatter), options, cancellationToken).ConfigureAwait(false);
        return PacketCodec.Deserialize(result.Span, element.ResultFormatter);
    }

    public async ValueTask<AtomResult<TOut>> TrySubmitAsync<TIn, TOut>(
        Element<TIn, TOut> element, TIn payload, SubmitOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return AtomResult<TOut>.Success(await SubmitAsync(element, payload, options ?? NoOptions, cancellationToken).ConfigureAwait(false));
        }
        catch (PacketFlowException failure)
        {
            return AtomResult<TOut>.Failure(failure);
        }
    }

    public async ValueTask<FlowValue> SubmitAsync<TIn>(
        string group, string element, TIn payload, SubmitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(element);
        if (!PeriodicTable.TryParseGroup(group, out AtomGroup parsed))
        {
            throw new PacketFlowException(
                ErrorCodes.NoHandler, ErrorCategory.Routing, $"'{group}' is no group. The groups are cf, df, ed, co, mc and rm.");
        }

        ReadOnlyMemory<byte> result = await RunAsync(parsed, element, Encode(payload, Formatter<TIn>.Default), options ?? NoOptions, cancellationToken).ConfigureAwait(false);
        return PacketCodec.Deserialize<FlowValue>(result.Span);
    }

    public async ValueTask<TOut> RunPipelineAsync<TIn, TOut>(
        Pipeline<TIn, TOut> pipeline, TIn input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        var bytes = new ArrayBufferWriter<byte>();
        pipeline.WriteInput(bytes, input);
        ReadOnlyMemory<byte> value = bytes.WrittenMemory;
        foreach (PipelineStep step in pipeline.Steps)
        {
            value = await RunAsync(step.Group, step.Element, value, NoOptions, cancellationToken).ConfigureAwait(false);
        }

        return pipeline.ReadResult(value);
    }

    private static ReadOnlyMemory<byte> Encode<T>(T payload, Formatter<T> formatter)
    {
        var bytes = new ArrayBufferWriter<byte>();
        PacketCodec.Serialize(bytes, payload, formatter);
        return bytes.WrittenMemory;
    }

    private ValueTask<ReadOnlyMemory<byte>> RunAsync(
        AtomGroup group, string element, ReadOnlyMemory<byte> payload, SubmitOptions options, CancellationToken cancellationToken) =>
        reactor.RunAsync(new Atom(group, element, payload, options), cancellationToken);
}
