using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace PacketFlow.Hosting;

/// <summary>Makes the options once, from the host's whole configuration.</summary>
internal sealed class OptionsSource(IConfiguration configuration) : IOptionsFactory<PacketFlowOptions>
{
    private readonly Lazy<PacketFlowOptions> _options = new(() =>
    {
        PacketFlowOptions options = PacketFlowOptions.Read(configuration, out IReadOnlyList<string> errors);
        return errors.Count == 0 ? options : throw new InvalidConfigurationException(errors);
    });

    public PacketFlowOptions Create(string name) => _options.Value;
}
