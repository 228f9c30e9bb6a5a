using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace PacketFlow;

public ref partial struct PacketReader
{
    private static ReadOnlySpan<byte> CaseKey => "$case"u8;

    /// <summary>
    /// The name of the case in the map that comes next, without reading the map. Ours stands first; one from an encoder that sorts its
    /// keys is found wherever it stands.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public readonly ReadOnlySpan<byte> PeekCase()
    {
        PacketReader ahead = this;
        FindCase(ref ahead);
        return ahead.ReadUtf8();
    }

    /// <summary>Fails at the map that comes next: the union has no case of its name.</summary>
    /// <param name="expected">The cases that it has.</param>
    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining), EditorBrowsable(EditorBrowsableState.Advanced)]
    public readonly T ThrowUnknownCase<T>(string expected)
    {
        PacketReader ahead = this;
        FindCase(ref ahead);
        ThrowInvalid(ahead._position, expected);
        return default;
    }

    private readonly void FindCase(ref PacketReader ahead)
    {
        for (int left = ahead.EnterMap(); left > 0; left--)
        {
            if (ahead.ReadKey().SequenceEqual(CaseKey))
            {
                return;
            }

            ahead.Skip();
        }

        ThrowMissing("$case", _position);
    }
}
