using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using PacketFlow.MessagePack;

namespace PacketFlow;

// Everything that throws stands here and is never inlined, so that what reads stays small enough to be.
public ref partial struct PacketReader
{
    /// <summary>Fails at the next value: it is not what was expected.</summary>
    /// <param name="expected">What was expected, as in <c>string</c>.</param>
    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining), EditorBrowsable(EditorBrowsableState.Advanced)]
    public readonly void ThrowUnexpected(string expected)
    {
        Throw(_position, $"expected {expected}, got {Name(PeekToken().Kind)}");
    }

    /// <summary>Fails at a value that was read already: its kind is right, what it says is not.</summary>
    /// <param name="start">The <see cref="Position"/> before it.</param>
    /// <param name="expected">What was expected, as in <c>guid</c>.</param>
    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining), EditorBrowsable(EditorBrowsableState.Advanced)]
    public readonly void ThrowInvalid(int start, string expected)
    {
        string got = WireToken.TryRead(_bytes, start, out WireToken token) ? Name(token.Kind) : "nothing";
        Throw(start, $"expected {expected}, got another {got}");
    }

    /// <summary>Fails at a key that came before in the same map. Call it when the key has been read, and not yet its value.</summary>
    /// <param name="name">The key.</param>
    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining), EditorBrowsable(EditorBrowsableState.Advanced)]
    public readonly void ThrowDuplicate(string name)
    {
        Throw(_position, $"duplicate key '{name}'; send it once");
    }

    /// <summary>Fails at a key of any kind that came before in the same map.</summary>
    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    internal readonly void ThrowDuplicateKey(int keyOffset)
    {
        PacketReader reader = this;
        reader._position = keyOffset;
        reader.Skip();
        reader.ThrowDuplicate(WirePath.KeyAt(_bytes, keyOffset));
    }

    /// <summary>Fails at a map that lacks a required member.</summary>
    /// <param name="name">The member's name on the wire.</param>
    /// <param name="startOfMap">The <see cref="Position"/> before the map.</param>
    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining), EditorBrowsable(EditorBrowsableState.Advanced)]
    public readonly void ThrowMissing(string name, int startOfMap)
    {
        Throw(startOfMap, $"required member '{name}' is missing");
    }

    /// <summary>Fails at a member that has a getter alone and no collection behind it that takes items.</summary>
    /// <param name="name">The member's name on the wire.</param>
    /// <param name="startOfMap">The <see cref="Position"/> before the map.</param>
    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining), EditorBrowsable(EditorBrowsableState.Advanced)]
    public readonly void ThrowUnfilled(string name, int startOfMap)
    {
        Throw(startOfMap, "its type here has no collection to take the items; give it an initializer or an init accessor", member: name);
    }

    /// <summary>Fails at a value that was read already and breaks a rule.</summary>
    /// <param name="start">The <see cref="Position"/> before it.</param>
    /// <param name="rule">The rule, as in <c>must be from 1 to 100</c>.</param>
    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining), EditorBrowsable(EditorBrowsableState.Advanced)]
    public readonly void ThrowRefused(int start, string rule)
    {
        Throw(start, rule);
    }

    /// <summary>Fails at a value that was read already and breaks a rule.</summary>
    /// <param name="start">The <see cref="Position"/> before it.</param>
    /// <param name="rule">The rule, as in <c>must be from 1 to 100</c>.</param>
    /// <param name="got">What breaks it: the value, or its length.</param>
    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining), EditorBrowsable(EditorBrowsableState.Advanced)]
    public readonly void ThrowRefused(int start, string rule, IFormattable? got)
    {
        Throw(start, $"{rule}, got {got?.ToString(null, CultureInfo.InvariantCulture) ?? "nil"}");
    }

    /// <summary>Fails at a map whose object finds something wrong with itself.</summary>
    /// <param name="startOfMap">The <see cref="Position"/> before the map.</param>
    /// <param name="problem">What it finds.</param>
    /// <param name="member">The name on the wire of the member that it is about, or null for the map itself.</param>
    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining), EditorBrowsable(EditorBrowsableState.Advanced)]
    public readonly void ThrowRefused(int startOfMap, PayloadProblem problem, string? member)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Throw(startOfMap, problem.Message, member: member);
    }

    /// <summary>Fails at bytes that come after the value that was to be the only one.</summary>
    internal readonly void ThrowIfNotAtEnd()
    {
        if (_position < _bytes.Length)
        {
            Throw(_position, $"{Remaining} more bytes after the value");
        }
    }

    /// <summary>Fails at a place, with a message of the caller's.</summary>
    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    internal readonly void Throw(int offset, string detail, string code = ErrorCodes.PayloadMismatch, string? member = null)
    {
        string path = WirePath.Find(_bytes, offset);
        throw new PacketFormatException(code, member is null ? path : path.Length == 0 ? member : $"{path}.{member}", offset, detail);
    }

    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void ThrowMalformed(int offset)
    {
        string detail = offset >= _bytes.Length ? "the message ends where a value should begin"
            : _bytes[offset] == WireCode.Reserved ? "0xC1 begins no MessagePack value"
            : $"the value needs more than the {_bytes.Length - offset} bytes that are left";
        Throw(offset, detail);
    }

    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void ThrowTooDeep(int offset)
    {
        Throw(offset, $"nested deeper than {_maxDepth} arrays and maps", ErrorCodes.TooLarge);
    }

    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void ThrowTooMuch(int offset, int count, long bytes)
    {
        Throw(
            offset,
            string.Create(CultureInfo.InvariantCulture, $"{count} items that take {bytes} bytes of memory are more than a message of {_bytes.Length} bytes may ask for; send fewer of them at once"),
            ErrorCodes.TooLarge);
    }

    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    internal readonly void ThrowNotUtf8(int offset)
    {
        Throw(offset, "expected string, got bytes that are not UTF-8; send them as binary");
    }

    /// <summary>How a key that is no string stands in a path.</summary>
    internal string DescribeKey()
    {
        PacketKind kind = PeekKind();
        return kind == PacketKind.Integer ? ReadInteger(Int128.MinValue, Int128.MaxValue, "int").ToString(CultureInfo.InvariantCulture) : Name(kind);
    }

    internal static string Name(PacketKind kind) => kind switch
    {
        PacketKind.Nil => "nil",
        PacketKind.Boolean => "bool",
        PacketKind.Integer => "int",
        PacketKind.Float => "float",
        PacketKind.String => "string",
        PacketKind.Binary => "binary",
        PacketKind.Array => "array",
        PacketKind.Map => "map",
        PacketKind.Timestamp => "timestamp",
        _ => "extension",
    };
}
