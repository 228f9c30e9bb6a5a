using System.Diagnostics;
using PacketFlow.Transport;

namespace PacketFlow.Client;

/// <summary>What every client does, wherever its reactor is.</summary>
public abstract partial class ClientContract : IAsyncLifetime
{
    private readonly ClientElements _elements = new();
    private RunningHost _host = null!;
    private IPacketFlowClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync([], static (_, flow) => flow.Add(new PaymentModule()), [.. _elements.Handlers]);
        _client = await ConnectAsync(_host);
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is IAsyncDisposable wire)
        {
            await wire.DisposeAsync();
        }

        await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Submit_gives_the_handlers_result()
    {
        (await _client.SubmitAsync(ClientElements.Double, 21)).ShouldBe(42);
        (await _client.SubmitAsync("df", "double", 21)).AsInt64().ShouldBe(42);
    }

    [Fact]
    public async Task Submit_without_a_handler_is_PF001()
    {
        AtomResult<int> result = await _client.TrySubmitAsync(new Element<int, int>(AtomGroup.Df, "nobody"), 1);

        (result.Error!.Code, result.Error.Category).ShouldBe(("PF001", ErrorCategory.Routing));
        result.Error.AtomId.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Submit_to_no_group_is_PF001() =>
        (await Should.ThrowAsync<PacketFlowException>(async () => await _client.SubmitAsync("xx", "double", 1))).Code.ShouldBe("PF001");

    [Fact]
    public async Task Submit_payload_that_does_not_fit_is_PF003_with_its_place()
    {
        var failure = await Should.ThrowAsync<PacketFlowException>(async () => await _client.SubmitAsync("df", "double", "one"));

        failure.Code.ShouldBe("PF003");
        failure.Message.ShouldStartWith("d");
    }

    [Fact]
    public async Task Submit_result_that_does_not_fit_is_PF003() =>
        (await _client.TrySubmitAsync(new Element<int, string>(AtomGroup.Df, "double"), 1)).Error!.Code.ShouldBe("PF003");

    [Fact]
    public async Task Submit_payload_that_cannot_be_written_throws_what_its_formatter_throws_and_disturbs_nobody()
    {
        var unwritable = new Element<int, int>(AtomGroup.Df, "double") { PayloadFormatter = new BrokenFormatter() };

        await Should.ThrowAsync<NotSupportedException>(async () => await _client.SubmitAsync(unwritable, 1));

        (await _client.SubmitAsync(ClientElements.Double, 1)).ShouldBe(2);
    }

    [Fact]
    public async Task Submit_handler_that_throws_is_PF500_without_its_message()
    {
        AtomResult<int> result = await _client.TrySubmitAsync(ClientElements.Fail, 1);

        (result.Error!.Code, result.Error.Category).ShouldBe(("PF500", ErrorCategory.Fatal));
        result.Error.Message.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Submit_handler_that_refuses_keeps_its_words()
    {
        PacketFlowException failure = (await _client.TrySubmitAsync(ClientElements.Refuse, 1, new SubmitOptions { Id = "a7" })).Error!;

        (failure.Code, failure.Category, failure.Message).ShouldBe(("SHOP7", ErrorCategory.Retryable, "Not today."));
        (failure.AtomId, failure.RetryAfter).ShouldBe(("a7", TimeSpan.FromSeconds(2.5)));
    }

    [Fact]
    public async Task Submit_handler_that_ignores_its_token_is_PF408_in_time()
    {
        AtomResult<int> result = await _client.TrySubmitAsync(ClientElements.Hang, 1);

        (result.Error!.Code, result.Error.Category).ShouldBe(("PF408", ErrorCategory.Retryable));
    }

    [Fact]
    public async Task Submit_timeout_of_its_options_is_PF408_in_time_and_stops_the_handler()
    {
        AtomResult<int> result = await _client.TrySubmitAsync(ClientElements.WaitUnlessZero, 1, new SubmitOptions { Timeout = TimeSpan.FromMilliseconds(50) });

        result.Error!.Code.ShouldBe("PF408");
        await _elements.Cancelled;
    }

    [Fact]
    public async Task Submit_that_does_not_start_within_its_ttl_is_PF004()
    {
        using var done = new CancellationTokenSource();
        Task<AtomResult<int>> first = _client.TrySubmitAsync(ClientElements.TakeTurn, 1, null, done.Token).AsTask();
        await _elements.Started;

        AtomResult<int> second = await _client.TrySubmitAsync(ClientElements.TakeTurn, 0, new SubmitOptions { Ttl = TimeSpan.FromMilliseconds(30) });

        second.Error!.Code.ShouldBe("PF004");
        await done.CancelAsync();
        (await first).Error!.Code.ShouldBe("PF499");
    }

    [Fact]
    public async Task Submit_handler_that_blocks_after_it_has_been_quick_is_PF408_in_time()
    {
        for (int i = 0; i < 300; i++)
        {
            await _client.SubmitAsync(ClientElements.BlockUnlessZero, 0);
        }

        AtomResult<int> result = await _client.TrySubmitAsync(ClientElements.BlockUnlessZero, 1, new SubmitOptions { Timeout = TimeSpan.FromMilliseconds(50) });

        result.Error!.Code.ShouldBe("PF408");
        (await _client.SubmitAsync(ClientElements.BlockUnlessZero, 0)).ShouldBe(0);
    }

    [Fact]
    public async Task Submit_and_batch_take_the_callers_trace_along()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == PacketFlowTelemetry.ActivitySourceName,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using Activity caller = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        string trace = caller.TraceId.ToHexString();

        (await _client.SubmitAsync(ClientElements.Trace, 1)).ShouldBe(trace);
        await foreach (AtomResult<string> result in _client.SubmitBatchAsync(ClientElements.Trace, [1, 2, 3]))
        {
            result.Value.ShouldBe(trace);
        }

        Activity.Current.ShouldBe(caller);
    }

    [Fact]
    public async Task Submit_cancelled_by_the_caller_is_PF499_and_stops_the_handler()
    {
        using var cancel = new CancellationTokenSource();
        Task<AtomResult<int>> pending = _client.TrySubmitAsync(ClientElements.WaitUnlessZero, 1, null, cancel.Token).AsTask();
        await _elements.Started;

        await cancel.CancelAsync();

        (await pending).Error!.Code.ShouldBe("PF499");
        await _elements.Cancelled;
    }

    [Fact]
    public async Task Submit_cancelled_before_does_not_run()
    {
        AtomResult<int> result = await _client.TrySubmitAsync(ClientElements.Count, 1, null, new CancellationToken(canceled: true));

        result.Error!.Code.ShouldBe("PF499");
        (await _client.SubmitAsync(ClientElements.Count, 1)).ShouldBe(1);
    }

    [Fact]
    public async Task Submit_options_reach_the_handler()
    {
        var options = new SubmitOptions { Id = "a1", Priority = 9, CorrelationId = "order 7", IdempotencyKey = "k1", Ttl = TimeSpan.FromSeconds(9), RoutingKey = "r" };

        (await _client.SubmitAsync(ClientElements.Describe, 1, options)).ShouldBe("a1 9 order 7 k1");
    }

    public static TheoryData<SubmitOptions, string, string> WrongOptions => new()
    {
        { new SubmitOptions { Priority = 42 }, "PF003", "p: expected an integer from 1 to 10, got 42" },
        { new SubmitOptions { Priority = 0 }, "PF003", "p: expected an integer from 1 to 10, got 0" },
        { new SubmitOptions { Priority = -1 }, "PF003", "p: expected an integer from 1 to 10, got -1" },
        { new SubmitOptions { Timeout = TimeSpan.Zero }, "PF003", "t: expected seconds above zero" },
        { new SubmitOptions { Timeout = TimeSpan.FromSeconds(-1) }, "PF003", "t: expected seconds above zero" },
        { new SubmitOptions { Ttl = TimeSpan.FromSeconds(-1) }, "PF003", "ttl: expected seconds, zero or more" },
        { new SubmitOptions { Id = new string('i', 257) }, "PF413", "PacketFlow:Limits:atom_id_bytes" },
        { new SubmitOptions { CorrelationId = new string('\u00e9', 129) }, "PF413", "PacketFlow:Limits:correlation_id_bytes" },
        { new SubmitOptions { IdempotencyKey = new string('k', 257) }, "PF413", "PacketFlow:Limits:atom_id_bytes" },
    };

    [Theory]
    [MemberData(nameof(WrongOptions), DisableDiscoveryEnumeration = true)]
    public async Task Submit_with_options_that_no_reactor_takes_is_refused_and_does_not_run(SubmitOptions options, string code, string words)
    {
        PacketFlowException error = (await _client.TrySubmitAsync(ClientElements.Count, 1, options)).Error!;

        (error.Code, error.Message.Contains(words, StringComparison.Ordinal)).ShouldBe((code, true), error.Message);
        (await _client.SubmitAsync(ClientElements.Count, 1)).ShouldBe(1);
        _host.Reactor.Lanes.ShouldAllBe(static lane => lane.Waiting == 0 && lane.InFlight == 0);
    }

    [Fact]
    public async Task Submit_without_an_id_gets_one_of_its_own() =>
        (await _client.SubmitAsync(ClientElements.Describe, 1)).ShouldNotBe(await _client.SubmitAsync(ClientElements.Describe, 1));

    [Fact]
    public async Task Submit_with_a_key_again_is_answered_and_not_run_again()
    {
        var options = new SubmitOptions { IdempotencyKey = "once" };

        (await _client.SubmitAsync(ClientElements.Count, 1, options)).ShouldBe(1);
        (await _client.SubmitAsync(ClientElements.Count, 1, options)).ShouldBe(1);
    }

    [Fact]
    public async Task Submit_from_many_threads_gives_each_its_own_result() =>
        await Parallel.ForAsync(0, 3_000, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (value, _) =>
            (await _client.SubmitAsync(ClientElements.Double, value, CancellationToken.None)).ShouldBe(2 * value));

    private protected abstract Task<IPacketFlowClient> ConnectAsync(RunningHost host);

    private sealed class BrokenFormatter : Formatter<int>
    {
        public override void Write(ref PacketWriter writer, int value) => throw new NotSupportedException("No.");

        public override int Read(ref PacketReader reader) => reader.ReadInt32();
    }
}
