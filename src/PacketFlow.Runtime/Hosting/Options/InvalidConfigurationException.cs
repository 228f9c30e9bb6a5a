using Microsoft.Extensions.Options;

namespace PacketFlow.Hosting;

/// <summary>The configuration cannot be used; a line for each thing that is wrong.</summary>
internal sealed class InvalidConfigurationException(IReadOnlyList<string> errors)
    : OptionsValidationException(nameof(PacketFlowOptions), typeof(PacketFlowOptions), errors)
{
    public override string Message =>
        $"PacketFlow cannot start: {(errors.Count == 1 ? "1 fault" : $"{errors.Count} faults")} in the configuration.\n  " + string.Join("\n  ", errors);
}
