using System.ComponentModel;
using PacketFlow.CompilerServices;

namespace PacketFlow;

/// <summary>A typed reference to a molecule: what <c>UserOnboarding.Molecule</c> is.</summary>
/// <typeparam name="TIn">What it takes; <see cref="Nothing"/> if nothing.</typeparam>
/// <typeparam name="TOut">What it gives; <see cref="Nothing"/> if nothing.</typeparam>
public sealed class Molecule<TIn, TOut>
{
    /// <summary>Refers to a molecule by what was generated for it.</summary>
    /// <param name="definition">The molecule's definition.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Molecule(MoleculeDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        Definition = definition;
    }

    /// <summary>The molecule's name.</summary>
    public string Name => Definition.Name;

    /// <summary>Which version of the plan it is.</summary>
    public int Version => Definition.Version;

    /// <summary>Its steps and bonds, and what follows from them.</summary>
    public MoleculePlan Plan => Definition.Plan;

    /// <summary>Writes and reads its input. Set where the type's own formatter would refuse a null that the molecule allows.</summary>
    public Formatter<TIn> InputFormatter
    {
        get => field ??= Formatter<TIn>.Default;
        init;
    }

    /// <summary>Writes and reads its output. Set where the type's own formatter would refuse a null that the molecule allows.</summary>
    public Formatter<TOut> OutputFormatter
    {
        get => field ??= Formatter<TOut>.Default;
        init;
    }

    /// <summary>What the engine runs it by.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public MoleculeDefinition Definition { get; }

    /// <summary>Its name and version: <c>user-onboarding/1</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name}/{Version}");
}
