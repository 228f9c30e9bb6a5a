namespace PacketFlow.Packages;

/// <summary>All is packed once, and one project is built at a time.</summary>
[CollectionDefinition("Packages")]
public sealed class PackagesCollection : ICollectionFixture<PackedPackages>;
