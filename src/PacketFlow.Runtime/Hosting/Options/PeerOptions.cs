using PacketFlow.Client;

namespace PacketFlow.Hosting;

/// <summary>One of section <c>Reactors</c>: a reactor that is asked for what nobody here handles.</summary>
internal sealed record PeerOptions
{
    /// <summary>Its number, from 1 to 65,535, once in the list.</summary>
    public int Id { get; init; }

    /// <summary>Its name, once in the list.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where it listens: <c>ws://</c>, <c>wss://</c> or <c>tcp://</c>.</summary>
    public ServerAddress? Endpoint { get; init; }

    /// <summary>What it is good at. Default <see cref="ReactorType.General"/>.</summary>
    public IReadOnlyList<ReactorType> Types { get; init; } = [ReactorType.General];

    /// <summary>How many atoms may be on their way to it at once. Default 1,000, from 1 to 1,000,000; beyond 16,384 the rest waits here.</summary>
    public int Capacity { get; init; } = 1000;

    public static IReadOnlyList<PeerOptions> ReadAll(OptionsReader reader)
    {
        (string Place, PeerOptions Peer)[] peers = [.. reader.Places("Reactors").Select(place => (place, ReadOne(reader, place)))];
        RefuseTwice(reader, peers.Where(static peer => peer.Peer.Id > 0), "id", static peer => peer.Id);
        RefuseTwice(reader, peers.Where(static peer => peer.Peer.Name.Length > 0), "name", static peer => peer.Name);
        return [.. peers.Select(static peer => peer.Peer)];
    }

    private static PeerOptions ReadOne(OptionsReader reader, string place)
    {
        var defaults = new PeerOptions();
        foreach (string key in new[] { "id", "name", "endpoint" })
        {
            if (!reader.IsSet($"{place}:{key}"))
            {
                reader.Refuse($"{place}:{key}", "a reactor needs one");
            }
        }

        return new PeerOptions
        {
            Id = reader.Value($"{place}:id", "required", "a whole number from 1 to 65535, once in the list", 0, static (string text, out int id) =>
                int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out id) && id is >= 1 and <= ushort.MaxValue),
            Name = reader.Text($"{place}:name", "", "a name, once in the list", described: "required"),
            Endpoint = reader.Value($"{place}:endpoint", "required", "`ws://HOST:PORT`, `wss://HOST:PORT` or `tcp://HOST:PORT`", null, static (string text, out ServerAddress? address) =>
                ServerAddress.TryParse(text, out address)),
            Types = reader.Choices($"{place}:types", defaults.Types, ReactorOptions.TypeNames),
            Capacity = reader.Whole($"{place}:capacity", defaults.Capacity, 1, 1_000_000),
        };
    }

    private static void RefuseTwice<T>(OptionsReader reader, IEnumerable<(string Place, PeerOptions Peer)> peers, string key, Func<PeerOptions, T> value)
    {
        foreach (IGrouping<T, (string Place, PeerOptions Peer)> same in peers.GroupBy(peer => value(peer.Peer)))
        {
            foreach ((string place, _) in same.Skip(1))
            {
                reader.Refuse($"{place}:{key}", $"{Observability.LogText.Clean($"{OptionsReader.Root}:{same.First().Place}")} has the same; each reactor needs its own");
            }
        }
    }
}
