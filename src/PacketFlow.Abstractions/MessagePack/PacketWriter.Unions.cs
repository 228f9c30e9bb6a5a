using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace PacketFlow;

public ref partial struct PacketWriter
{
    /// <summary>Fails at a value whose type is no declared case of its union.</summary>
    /// <param name="value">The value.</param>
    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining), EditorBrowsable(EditorBrowsableState.Advanced)]
    public readonly void ThrowUndeclaredCase(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Throw($"{value.GetType()} is not a case of its union; declare it with [Union(typeof({value.GetType().Name}))]");
    }
}
