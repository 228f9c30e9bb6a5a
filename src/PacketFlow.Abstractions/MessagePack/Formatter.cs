using System.ComponentModel;
using PacketFlow.CompilerServices;
using PacketFlow.MessagePack;

namespace PacketFlow;

/// <summary>Writes and reads one type as MessagePack. The generator makes one for every payload type.</summary>
/// <typeparam name="T">The type.</typeparam>
public abstract class Formatter<T>
{
    private static Formatter<T>? s_default;

    /// <summary>
    /// The formatter of <typeparamref name="T"/>. Generated code sets it when the assembly that declares the type, or uses it as a
    /// payload, is loaded; for the types of the base library it is built in.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is none: no code was generated for the type.</exception>
    public static Formatter<T> Default
    {
        get => s_default ?? Find();
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            s_default = value;
        }
    }

    /// <summary>Writes a value.</summary>
    public abstract void Write(ref PacketWriter writer, T value);

    /// <summary>Reads a value.</summary>
    /// <exception cref="PacketFormatException">The bytes are no such value.</exception>
    public abstract T Read(ref PacketReader reader);

    /// <summary>Says of what its values are made on the wire; a plain value has nothing to say beyond its type.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual void Describe(PayloadSchema schema)
    {
    }

    private static Formatter<T> Find()
    {
        if (BuiltInFormatters.Find<T>() is { } builtIn)
        {
            return s_default = builtIn;
        }

        GeneratedModules.Load(typeof(T));
        return s_default ?? throw new InvalidOperationException(
            $"There is no formatter for {typeof(T)}. Mark it with [PacketContract], or use it as the payload of an [Element], "
            + "in a project that references PacketFlow; the generator then makes one.");
    }
}
