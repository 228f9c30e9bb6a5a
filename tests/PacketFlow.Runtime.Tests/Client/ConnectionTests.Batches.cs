using System.Globalization;
using PacketFlow.Protocol;

namespace PacketFlow.Client;

public sealed partial class ConnectionTests
{
    [Fact]
    public async Task Batch_goes_in_batch_messages_and_its_replies_are_told_apart_by_their_ids()
    {
        await using PacketFlowClient client = await ConnectAsync();
        Task<List<AtomResult<int>>> pending = CollectAsync(client.SubmitBatchAsync(Ask, [1, 2, 3, 4]));
        List<(uint Sequence, string Id, int Payload)> atoms = await ReceiveBatchAsync(4);
        atoms.Reverse();

        foreach ((uint sequence, string id, int payload) in atoms)
        {
            await (payload == 3 ? _peer.ErrorAsync(sequence, id, "PF500") : _peer.ResultAsync(sequence, id, 10 * payload));
        }

        (await pending).OrderBy(static result => result.Index)
            .Select(static result => result.Error?.Code ?? result.Value.ToString(CultureInfo.InvariantCulture))
            .ShouldBe(["10", "20", "PF500", "40"]);
    }

    [Fact]
    public async Task Batch_that_is_refused_as_a_whole_fails_each_of_its_atoms()
    {
        await using PacketFlowClient client = await ConnectAsync();
        Task<List<AtomResult<int>>> pending = CollectAsync(client.SubmitBatchAsync(Ask, [1, 2, 3]));

        foreach (uint message in (await ReceiveBatchAsync(3)).Select(static atom => atom.Sequence).Distinct())
        {
            await _peer.ErrorAsync(message, "PF413");
        }

        (await pending).Select(static result => result.Error!.Code).ShouldBe(["PF413", "PF413", "PF413"]);
    }

    [Fact]
    public async Task Batch_that_nobody_enumerates_further_is_cancelled_after_it_was_sent()
    {
        await using PacketFlowClient client = await ConnectAsync();
        using var cancel = new CancellationTokenSource();
        Task<List<AtomResult<int>>> pending = CollectAsync(client.SubmitBatchAsync(Ask, [1], null, cancel.Token));

        await cancel.CancelAsync();

        (await pending).Single().Error!.Code.ShouldBe("PF499");
        string id = (await ReceiveBatchAsync(1)).Single().Id;
        ScriptedPeer.Received message = await _peer.ReceiveAsync();
        (message.Type, message.AtomId).ShouldBe((MessageType.Cancel, id));
    }

    [Fact]
    public async Task Batch_does_not_hold_an_atom_until_the_next_payload_is_there()
    {
        await using PacketFlowClient client = await ConnectAsync();
        var answered = new TaskCompletionSource();
        Task<List<AtomResult<int>>> pending = Task.Run(() => CollectAsync(client.SubmitBatchAsync(Ask, Payloads())));
        await _time.WaitsAsync(TimeSpan.FromMilliseconds(1));
        _time.Advance(TimeSpan.FromMilliseconds(1));

        (uint sequence, string id, _) = (await ReceiveBatchAsync(1)).Single();
        await _peer.ResultAsync(sequence, id, 10);
        answered.SetResult();
        (sequence, id, _) = (await ReceiveBatchAsync(1)).Single();
        await _peer.ResultAsync(sequence, id, 20);

        (await pending).Select(static result => result.Value).ShouldBe([10, 20], ignoreOrder: true);

        IEnumerable<int> Payloads()
        {
            yield return 1;
            answered.Task.Wait();
            yield return 2;
        }
    }

    [Fact]
    public async Task Batch_is_cut_where_a_message_would_grow_too_long()
    {
        await using PacketFlowClient client = await ConnectAsync(new PacketFlowClientOptions { MaxFrameBytes = 1024 });
        var tell = new Element<string, int>(AtomGroup.Df, "tell");

        Task<List<AtomResult<int>>> pending = CollectAsync(client.SubmitBatchAsync(tell, [new string('a', 500), new string('b', 500), new string('c', 1024)]));

        (await _peer.ReceiveAsync()).Data.Count.ShouldBe(1);
        (await _peer.ReceiveAsync()).Data.Count.ShouldBe(1);
        _peer.Drop();
        (await pending).Select(static result => (result.Index, result.Error!.Code)).ShouldBe([(0, "PF504"), (1, "PF504"), (2, "PF413")], ignoreOrder: true);
    }

    private async Task<List<(uint Sequence, string Id, int Payload)>> ReceiveBatchAsync(int count)
    {
        var atoms = new List<(uint, string, int)>();
        while (atoms.Count < count)
        {
            ScriptedPeer.Received message = await _peer.ReceiveAsync();
            message.Type.ShouldBe(MessageType.BatchSubmit);
            for (int i = 0; i < message.Data.Count; i++)
            {
                atoms.Add((message.Sequence, message.Data[i]["id"].AsString(), message.Data[i]["d"].AsInt32()));
            }
        }

        return atoms;
    }

    private static async Task<List<AtomResult<int>>> CollectAsync(IAsyncEnumerable<AtomResult<int>> batch)
    {
        var results = new List<AtomResult<int>>();
        await foreach (AtomResult<int> result in batch)
        {
            results.Add(result);
        }

        return results;
    }
}
