using System.ComponentModel;
using System.Globalization;
using System.Text;

namespace PacketFlow.CompilerServices;

/// <summary>
/// Collects what payload types look like on the wire, each once, with all that they lead to. Formatters describe themselves to it, so
/// that it sees into the types of other assemblies too, and without reflection.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PayloadSchema
{
    private readonly StringBuilder _text = new();
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<Action> _pending = new();

    /// <summary>Adds a type by its formatter.</summary>
    public PayloadSchema Add<T>(Formatter<T> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        _text.Append(' ').Append(typeof(T));
        if (_seen.Add(formatter))
        {
            _pending.Enqueue(() =>
            {
                _text.Append('\n').Append(typeof(T));
                formatter.Describe(this);
            });
        }

        return this;
    }

    /// <summary>Adds a member of the type that describes itself.</summary>
    /// <param name="key">Its name on the wire.</param>
    /// <param name="formatter">The formatter of its type.</param>
    /// <param name="isRequired">Whether a map without it is refused.</param>
    /// <param name="isNullable">Whether it may be nil.</param>
    public PayloadSchema Member<T>(string key, Formatter<T> formatter, bool isRequired = false, bool isNullable = false)
    {
        _text.Append('\n').Append(' ').Append(key).Append(isRequired ? "!" : "").Append(isNullable ? "?" : "");
        return Add(formatter);
    }

    /// <summary>Adds a value that the type may have.</summary>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="number">Its number.</param>
    public PayloadSchema Value(string name, long number)
    {
        _text.Append(CultureInfo.InvariantCulture, $" {name}={number}");
        return this;
    }

    /// <summary>All that was added.</summary>
    public override string ToString()
    {
        while (_pending.TryDequeue(out Action? describe))
        {
            describe();
        }

        return _text.ToString();
    }
}
