namespace PacketFlow.Client;

/// <summary>What every client does with batches and pipelines.</summary>
public abstract partial class ClientContract
{
    [Fact]
    public async Task Batch_gives_a_result_for_each_payload_with_its_index()
    {
        var doubled = new Dictionary<int, int>();
        await foreach (AtomResult<int> result in _client.SubmitBatchAsync(ClientElements.Double, Enumerable.Range(100, 2_000)))
        {
            doubled.Add(result.Index, result.Value);
        }

        doubled.Count.ShouldBe(2_000);
        doubled.ShouldAllBe(static pair => pair.Value == 2 * (100 + pair.Key));
    }

    [Fact]
    public async Task Batch_gives_results_as_they_come_and_stopping_cancels_the_rest()
    {
        await foreach (AtomResult<int> result in _client.SubmitBatchAsync(ClientElements.WaitUnlessZero, [1, 0]))
        {
            result.Index.ShouldBe(1);
            await _elements.Started;
            break;
        }

        await _elements.Cancelled;
    }

    [Fact]
    public async Task Batch_numbers_its_ids_and_keys()
    {
        var seen = new HashSet<string>();
        var options = new SubmitOptions { Id = "b", IdempotencyKey = "k" };
        await foreach (AtomResult<string> result in _client.SubmitBatchAsync(ClientElements.Describe, [1, 1], options))
        {
            seen.Add(result.Value);
        }

        seen.ShouldBe(["b_0 5  k_0", "b_1 5  k_1"], ignoreOrder: true);
    }

    [Fact]
    public async Task Batch_gives_the_errors_of_its_atoms()
    {
        var codes = new List<string>();
        await foreach (AtomResult<int> result in _client.SubmitBatchAsync(ClientElements.Fail, [1, 2, 3]))
        {
            codes.Add(result.Error!.Code);
        }

        codes.ShouldBe(["PF500", "PF500", "PF500"]);
    }

    [Fact]
    public async Task Batch_cancelled_ends_what_is_in_flight_and_submits_no_more()
    {
        using var cancel = new CancellationTokenSource();
        var codes = new List<string>();

        var failure = await Should.ThrowAsync<PacketFlowException>(async () =>
        {
            await foreach (AtomResult<int> result in _client.SubmitBatchAsync(ClientElements.WaitUnlessZero, Payloads(cancel), null, cancel.Token))
            {
                codes.Add(result.Error!.Code);
            }
        });

        failure.Code.ShouldBe("PF499");
        codes.ShouldBe(["PF499", "PF499"]);
    }

    [Fact]
    public async Task Pipeline_hands_each_result_to_the_next_step() =>
        (await _client.RunPipelineAsync(Pipeline.Start(ClientElements.Double).Then(ClientElements.Double), 3)).ShouldBe(12);

    [Fact]
    public async Task Pipeline_ends_with_the_step_that_fails()
    {
        Pipeline<int, int> pipeline = Pipeline.Start(ClientElements.Refuse).Then(ClientElements.Count);

        (await Should.ThrowAsync<PacketFlowException>(async () => await _client.RunPipelineAsync(pipeline, 1))).Code.ShouldBe("SHOP7");

        (await _client.SubmitAsync(ClientElements.Count, 1)).ShouldBe(1);
    }

    [Fact]
    public async Task Pipeline_cancelled_is_PF499_and_stops_its_step()
    {
        using var cancel = new CancellationTokenSource();
        Task<int> pending = _client.RunPipelineAsync(Pipeline.Start(ClientElements.WaitUnlessZero).Then(ClientElements.Count), 1, cancel.Token).AsTask();
        await _elements.Started;

        await cancel.CancelAsync();

        (await Should.ThrowAsync<PacketFlowException>(() => pending)).Code.ShouldBe("PF499");
        await _elements.Cancelled;
    }

    // Cancels while there is more to come.
    private static IEnumerable<int> Payloads(CancellationTokenSource cancel)
    {
        yield return 1;
        yield return 2;
        cancel.Cancel();
        yield return 3;
    }
}
