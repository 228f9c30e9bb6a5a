using PacketFlow.Text;

namespace PacketFlow.Molecules;

/// <summary>A payload parameter of a step and what fills it.</summary>
/// <param name="Parameter">Its place among the method's parameters.</param>
/// <param name="Name">Its name.</param>
/// <param name="TypeName">Its type, as people read it.</param>
/// <param name="IsRequired">Whether the step cannot run without a value for it.</param>
/// <param name="Binding">How it is filled, or why it is not.</param>
/// <param name="Sources">What fills it; the candidates where that is ambiguous.</param>
/// <param name="Offers">What is on offer where nothing fits.</param>
internal sealed record StepInput(
    int Parameter,
    string Name,
    string TypeName,
    bool IsRequired,
    InputBinding Binding,
    EquatableArray<InputSource> Sources,
    EquatableArray<InputOffer> Offers)
{
    /// <summary>Whether a run knows what to put in.</summary>
    public bool IsBound => Binding < InputBinding.Broken;
}
