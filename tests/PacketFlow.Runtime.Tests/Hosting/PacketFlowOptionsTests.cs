using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace PacketFlow.Hosting;

public class PacketFlowOptionsTests
{
    [Fact]
    public void Nothing_configured_gives_the_defaults()
    {
        PacketFlowOptions options = Valid();

        options.Listen.Http!.ToString().ShouldBe("http://127.0.0.1:8443");
        options.Listen.IsHttpSet.ShouldBeFalse();
        options.Listen.Tcp!.EndPoint.ShouldBe(new IPEndPoint(IPAddress.Loopback, 8444));
        options.Listen.Http2.ShouldBeNull();
        options.Limits.ShouldBe(new LimitsOptions());
        options.Role.ShouldBe(Role.All);
    }

    [Fact]
    public void Values_are_read_whatever_the_case_of_their_keys()
    {
        PacketFlowOptions options = Valid(
            ("PacketFlow:limits:DEPTH", "32"), ("PacketFlow:Limits:drain_grace_ms", "1500"), ("PacketFlow:Reactor:Name", "r1"),
            ("PacketFlow:Reactor:types:0", "general"), ("PacketFlow:Listen:Tcp", "tcp://localhost:0"),
            ("PacketFlow:Listen:Http", "off"), ("PacketFlow:Listen:Http2", "http://[::1]:9000"), ("PacketFlow:IncludeErrorDetail", "true"));

        options.Limits.Depth.ShouldBe(32);
        options.Limits.DrainGrace.ShouldBe(TimeSpan.FromMilliseconds(1500));
        options.Reactor.Name.ShouldBe("r1");
        options.Reactor.Types.ShouldBe([ReactorType.General]);
        options.Listen.Tcp!.Port.ShouldBe(0);
        options.Listen.Http.ShouldBeNull();
        options.Listen.Http2!.EndPoint.ShouldBe(new IPEndPoint(IPAddress.IPv6Loopback, 9000));
        options.IncludeErrorDetail.ShouldBeTrue();
    }

    [Theory]
    [InlineData("7", 7 * 24 * 60)]
    [InlineData("1.12:30:00", 2190)]
    [InlineData("00:01:00", 1)]
    public void Retention_is_a_time(string text, int minutes) =>
        Valid(("PacketFlow:Retention", text)).Retention.ShouldBe(TimeSpan.FromMinutes(minutes));

    [Fact]
    public void Retention_is_a_week_unless_it_is_for_ever()
    {
        Valid().Retention.ShouldBe(TimeSpan.FromDays(7));
        Valid(("PacketFlow:Retention", "Infinite")).Retention.ShouldBe(Timeout.InfiniteTimeSpan);
    }

    // Whatever else is wrong with it: what the list decides is not in this version.
    [Fact]
    public void A_list_may_be_one_text_or_an_item_for_each()
    {
        ReactorType[] expected = [ReactorType.CpuBound, ReactorType.General];

        PacketFlowOptions.Read(Configuration([("PacketFlow:Reactor:types", "cpu_bound, general")]), out _).Reactor.Types.ShouldBe(expected);
        PacketFlowOptions.Read(Configuration([("PacketFlow:Reactor:types:0", "cpu_bound"), ("PacketFlow:Reactor:types:1", "general")]), out _).Reactor.Types.ShouldBe(expected);
    }

    [Fact]
    public void The_protocols_own_default_configuration_is_accepted() => Valid(
        ("PacketFlow:protocol_version", "1.0"), ("PacketFlow:performance_mode", "true"), ("PacketFlow:routing:type", "hash"),
        ("PacketFlow:routing:load_awareness", "true"), ("PacketFlow:routing:load_threshold", "80"), ("PacketFlow:messaging:format", "msgpack"),
        ("PacketFlow:messaging:compression", "false"), ("PacketFlow:messaging:batching:enabled", "true"), ("PacketFlow:messaging:batching:max_size", "10"),
        ("PacketFlow:messaging:batching:timeout_ms", "100"), ("PacketFlow:connections:pool_size", "10"), ("PacketFlow:connections:idle_timeout_ms", "60000"),
        ("PacketFlow:connections:keep_alive", "true"), ("PacketFlow:health:check_interval_ms", "30000"), ("PacketFlow:health:timeout_ms", "5000"),
        ("PacketFlow:health:failure_threshold", "3"), ("PacketFlow:errors:max_retries", "3"), ("PacketFlow:errors:retry_delay_ms", "1000"),
        ("PacketFlow:errors:retry_multiplier", "2.0"));

    [Theory]
    [InlineData("Limits:depth", "0", "a whole number from 1 to 500")]
    [InlineData("Limits:depth", "501", "a whole number from 1 to 500")]
    [InlineData("Limits:depth", "sixty", "a whole number from 1 to 500")]
    [InlineData("Limits:depth", "", "a whole number from 1 to 500")]
    [InlineData("Limits:in_flight", "16385", "a whole number from 1 to 16384")]
    [InlineData("Role", "boss", "`all`, `gateway`, `reactor`")]
    [InlineData("Retention", "0", "`infinite`")]
    [InlineData("Retention", "a week", "DAYS.HH:MM:SS")]
    [InlineData("Listen:Tcp", "http://127.0.0.1:1", "`tcp://ADDRESS:PORT`")]
    [InlineData("Listen:Tcp", "tcp://127.0.0.1:65536", "`tcp://ADDRESS:PORT`")]
    [InlineData("Listen:Tcp", "tcp://somewhere:1", "`tcp://ADDRESS:PORT`")]
    [InlineData("Listen:Http", "https://127.0.0.1:1", "`http://ADDRESS:PORT`")]
    [InlineData("Security:AllowInsecure", "yes", "`true` or `false`")]
    [InlineData("protocol_version", "2.0", "`1.0`")]
    public void A_bad_value_is_named_with_what_is_allowed(string key, string value, string allowed)
    {
        string error = Errors(($"PacketFlow:{key}", value)).ShouldHaveSingleItem();

        error.ShouldStartWith($"PacketFlow:{key} = '{value}': ");
        error.ShouldContain(allowed);
    }

    [Theory]
    [InlineData("Limits:dept", "PacketFlow:Limits:depth")]
    [InlineData("Limits:FrameBytes", "PacketFlow:Limits:frame_bytes")]
    [InlineData("Limit:depth", "PacketFlow:Limits")]
    [InlineData("Listen:Htp", "PacketFlow:Listen:Http")]
    public void An_unknown_key_is_refused_with_the_one_that_was_meant(string key, string meant) =>
        Errors(($"PacketFlow:{key}", "1")).ShouldHaveSingleItem().ShouldBe($"PacketFlow:{key} = (not shown): no such key; did you mean {meant}?");

    [Fact]
    public void An_unknown_key_like_no_other_is_refused_too() =>
        Errors(("PacketFlow:Zzzzzzzz", "secret")).ShouldHaveSingleItem().ShouldBe("PacketFlow:Zzzzzzzz = (not shown): no such key");

    [Fact]
    public void Keys_of_others_are_none_of_ours() => Valid(("Logging:LogLevel:Default", "Debug"));

    [Theory]
    [InlineData("Role", "gateway", "the gateway")]
    [InlineData("Role", "reactor", "a gateway to be told apart from")]
    [InlineData("Reactor:types", "cpu_bound", "routing between reactors")]
    [InlineData("Reactor:types:0", "io_bound", "routing between reactors")]
    [InlineData("Gateway", "ws://127.0.0.1:1", "the gateway")]
    [InlineData("Routing:type", "affinity", "routing between reactors")]
    [InlineData("Routing:load_threshold", "50", "routing between reactors")]
    [InlineData("Messaging:compression", "true", "compression")]
    [InlineData("Messaging:Batching:max_size", "20", "batching")]
    [InlineData("Connections:pool_size", "2", "pool")]
    [InlineData("Health:check_interval_ms", "1000", "checks")]
    [InlineData("Security:Tls:certificate", "a.pfx", "TLS")]
    [InlineData("Security:Keys:0:key", "secret", "keys and scopes")]
    public void A_key_whose_part_is_missing_is_refused_by_name(string key, string value, string part)
    {
        string error = Errors(($"PacketFlow:{key}", value)).ShouldHaveSingleItem();

        error.ShouldStartWith($"PacketFlow:{key} = (not shown): needs ");
        error.ShouldContain(part);
        error.ShouldNotContain(value + "'");
    }

    [Fact]
    public void Every_missing_part_is_refused_by_one_of_its_keys()
    {
        foreach (AbsentPart part in AbsentParts.All)
        {
            Errors(($"PacketFlow:{part.Path}{(part.Value is null && part.Path != "Gateway" && !part.Path.StartsWith("Messaging:", StringComparison.Ordinal) ? ":new_key" : "")}", part.Value ?? "json"))
                .ShouldContain(error => error.Contains(part.Part, StringComparison.Ordinal), part.Path);
        }
    }

    [Theory]
    [InlineData("tcp://0.0.0.0:1")]
    [InlineData("tcp://*:1")]
    [InlineData("tcp://[::]:1")]
    [InlineData("tcp://10.0.0.1:1")]
    public void An_address_that_others_reach_needs_AllowInsecure(string address)
    {
        Errors(("PacketFlow:Listen:Tcp", address)).ShouldHaveSingleItem().ShouldContain("PacketFlow:Security:AllowInsecure = true");

        Valid(("PacketFlow:Listen:Tcp", address), ("PacketFlow:Security:AllowInsecure", "true")).Listen.Tcp!.IsLoopback.ShouldBeFalse();
    }

    [Fact]
    public void One_long_frame_alone_must_find_room()
    {
        Errors(("PacketFlow:Limits:frame_bytes", "100000"), ("PacketFlow:Limits:unfinished_bytes", "399999")).ShouldHaveSingleItem()
            .ShouldBe("PacketFlow:Limits:unfinished_bytes = '399999': one long frame alone would not find room; allowed is at least 4 times PacketFlow:Limits:frame_bytes, which is 400000 here");

        Valid(("PacketFlow:Limits:frame_bytes", "100000"), ("PacketFlow:Limits:unfinished_bytes", "400000")).Limits.UnfinishedBytes.ShouldBe(400_000);
        Valid(("PacketFlow:Limits:frame_bytes", "268435456")).Limits.UnfinishedBytes.ShouldBe(1024 * 1024 * 1024);
    }

    [Fact]
    public void What_waiting_atoms_may_hold_is_a_share_of_the_memory_and_may_be_more_than_2_GiB()
    {
        Valid().Limits.HeldBytes.ShouldBe(Math.Min(1024 * 1024 * 1024, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4));
        Valid(("PacketFlow:Limits:held_bytes", "1099511627776")).Limits.HeldBytes.ShouldBe(1L << 40);
        foreach (string wrong in (string[])["65535", "1099511627777", "-1", "1 GiB", "99999999999999999999"])
        {
            Errors(("PacketFlow:Limits:held_bytes", wrong)).ShouldHaveSingleItem()
                .ShouldBe($"PacketFlow:Limits:held_bytes = '{wrong}': allowed is a whole number from 65536 to 1099511627776");
        }
    }

    [Fact]
    public void Two_listeners_on_one_port_are_refused() =>
        Errors(("PacketFlow:Listen:Tcp", "tcp://127.0.0.1:8443")).ShouldHaveSingleItem().ShouldContain("PacketFlow:Listen:Http has the same port");

    [Fact]
    public void Reactors_of_one_id_or_name_are_refused()
    {
        IReadOnlyList<string> errors = Errors(
            ("PacketFlow:Reactors:0:id", "1"), ("PacketFlow:Reactors:0:name", "a"), ("PacketFlow:Reactors:0:endpoint", "ws://127.0.0.1:1"),
            ("PacketFlow:Reactors:1:id", "1"), ("PacketFlow:Reactors:1:name", "a"), ("PacketFlow:Reactors:1:types:0", "swift"));

        errors.ShouldContain("PacketFlow:Reactors:1:id = '1': PacketFlow:Reactors:0 has the same; each reactor needs its own");
        errors.ShouldContain("PacketFlow:Reactors:1:name = 'a': PacketFlow:Reactors:0 has the same; each reactor needs its own");
        errors.ShouldContain("PacketFlow:Reactors:1:endpoint: a reactor needs one");
        errors.ShouldContain(static error => error.Contains("'swift'", StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_list_says_nothing() => Valid(("PacketFlow:Reactors", ""), ("PacketFlow:Limits", null)).Reactors.ShouldBeEmpty();

    [Fact]
    public void What_a_value_holds_cannot_forge_a_line() =>
        Errors(("PacketFlow:Role", "a\nb")).ShouldHaveSingleItem().ShouldContain(@"'a\u000ab'");

    [Fact]
    public async Task A_start_fails_once_with_all_that_is_wrong()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(Pairs(("PacketFlow:Role", "boss"), ("PacketFlow:Limits:dept", "1")));
        builder.Services.AddPacketFlowOptions();
        using IHost host = builder.Build();

        var failure = await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync());

        string[] lines = failure.Message.Split('\n');
        lines[0].ShouldBe("PacketFlow cannot start: 2 faults in the configuration.");
        lines.Length.ShouldBe(3);
        lines[1].ShouldStartWith("  PacketFlow:Role = 'boss': ");
        lines[2].ShouldStartWith("  PacketFlow:Limits:dept");
    }

    [Fact]
    public async Task A_start_with_good_options_has_one_set_of_them()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(Pairs(("PacketFlow:Limits:depth", "10")));
        builder.Services.AddPacketFlowOptions();
        using IHost host = builder.Build();
        await host.StartAsync();

        var options = host.Services.GetRequiredService<PacketFlowOptions>();

        options.Limits.Depth.ShouldBe(10);
        host.Services.GetRequiredService<IOptionsMonitor<PacketFlowOptions>>().CurrentValue.ShouldBeSameAs(options);
    }

    private static PacketFlowOptions Valid(params (string Key, string? Value)[] values)
    {
        PacketFlowOptions options = PacketFlowOptions.Read(Configuration(values), out IReadOnlyList<string> errors);
        errors.ShouldBeEmpty();
        return options;
    }

    private static IReadOnlyList<string> Errors(params (string Key, string? Value)[] values)
    {
        PacketFlowOptions.Read(Configuration(values), out IReadOnlyList<string> errors);
        return errors;
    }

    private static IConfiguration Configuration((string Key, string? Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(Pairs(values)).Build();

    private static IEnumerable<KeyValuePair<string, string?>> Pairs(params (string Key, string? Value)[] values) =>
        values.Select(static pair => KeyValuePair.Create(pair.Key, pair.Value));
}
