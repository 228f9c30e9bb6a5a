using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PacketFlow.Hosting;

/// <summary>Puts the options into a host.</summary>
internal static class OptionsRegistration
{
    /// <summary>Registers <see cref="PacketFlowOptions"/>; what is wrong with them stops the start before anything is listening.</summary>
    public static IServiceCollection AddPacketFlowOptions(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<PacketFlowOptions>();
        services.AddSingleton<IOptionsFactory<PacketFlowOptions>, OptionsSource>();
        services.AddSingleton(static provider => provider.GetRequiredService<IOptions<PacketFlowOptions>>().Value);
        return services;
    }
}
