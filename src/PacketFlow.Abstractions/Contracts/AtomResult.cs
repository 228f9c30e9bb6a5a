namespace PacketFlow;

/// <summary>How an atom ended: a value, or the error that a caller may look at without catching it.</summary>
/// <typeparam name="T">The result's type.</typeparam>
public readonly struct AtomResult<T>
{
    private readonly T? _value;

    private AtomResult(T? value, PacketFlowException? error, int index)
    {
        _value = value;
        Error = error;
        Index = index;
    }

    /// <summary>Whether there is a value.</summary>
    public bool IsSuccess => Error is null;

    /// <summary>The error, or null.</summary>
    public PacketFlowException? Error { get; }

    /// <summary>The atom's place in its batch; 0 outside one.</summary>
    public int Index { get; }

    /// <summary>The value.</summary>
    /// <exception cref="PacketFlowException">The atom failed.</exception>
    public T Value => Error is null ? _value! : throw Error;

    /// <summary>An atom that ended with a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="index">The atom's place in its batch.</param>
    public static AtomResult<T> Success(T value, int index = 0) => new(value, null, index);

    /// <summary>An atom that failed.</summary>
    /// <param name="error">Why.</param>
    /// <param name="index">The atom's place in its batch.</param>
    public static AtomResult<T> Failure(PacketFlowException error, int index = 0)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new(default, error, index);
    }
}
