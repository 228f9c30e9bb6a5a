using PacketFlow.CompilerServices;

namespace PacketFlow;

/// <summary>A run whose output's type is known.</summary>
/// <typeparam name="TOut">What the molecule gives.</typeparam>
public sealed class RunHandle<TOut> : RunHandle
{
    private readonly Formatter<TOut> _formatter;

    internal RunHandle(IRunDoor door, string id, Formatter<TOut> formatter)
        : base(door, id) => _formatter = formatter;

    /// <summary>Waits for its end. Giving up does not end the run.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Its output; of a partial run what there is.</returns>
    /// <exception cref="PacketFlowException">It ended without an output.</exception>
    public async Task<TOut> GetResultAsync(CancellationToken cancellationToken = default) =>
        PacketCodec.Deserialize((await ResultAsync(cancellationToken).ConfigureAwait(false)).Span, _formatter);
}
