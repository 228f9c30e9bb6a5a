using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>What every journal must do.</summary>
public abstract class JournalConformance
{
    internal abstract RunJournal Make();

    /// <summary>Ends an owner of runs, as far as the journal can tell, and gives the epoch of the next.</summary>
    internal virtual ValueTask<long> SucceedAsync(long epoch) => ValueTask.FromResult(epoch + 1);

    /// <summary>The journal as another host has it; the same where one host has it alone.</summary>
    internal virtual ValueTask<(RunJournal Journal, long Epoch)> JoinAsync(RunJournal journal, long epoch) => ValueTask.FromResult((journal, epoch));

    [Fact]
    public async Task Batches_come_back_in_order()
    {
        await using RunJournal journal = Make();
        long epoch = await journal.OpenAsync(default);

        (await journal.AppendAsync(Batch("r", 1, epoch, [1, 2]))).ShouldBe(AppendOutcome.Done);
        (await journal.AppendAsync(Batch("r", 2, epoch, [3]))).ShouldBe(AppendOutcome.Done);

        (await journal.ReadAsync("r")).ShouldBe([[1, 2], [3]]);
        (await journal.FindAsync("r"))!.Batches.ShouldBe(2);
        (await journal.ReadAsync("nobody")).ShouldBeEmpty();
        (await journal.FindAsync("nobody")).ShouldBeNull();
    }

    [Fact]
    public async Task Entry_comes_back_as_it_was()
    {
        await using RunJournal journal = Make();
        long epoch = await journal.OpenAsync(default);
        RunEntry entry = Entry("r", 1) with { Status = RunStatus.Waiting, WakeAt = 77, IsBusy = true, Parent = "p", Locks = ["a", "b"] };

        await journal.AppendAsync(new RunBatch(entry, epoch, new byte[] { 1 }));

        RunEntry found = (await journal.FindAsync("r"))!;
        found.Locks.ShouldBe(["a", "b"]);
        (found with { Locks = entry.Locks, Mark = entry.Mark }).ShouldBe(entry);
    }

    [Fact]
    public async Task Batch_out_of_turn_is_refused()
    {
        await using RunJournal journal = Make();
        long epoch = await journal.OpenAsync(default);
        await journal.AppendAsync(Batch("r", 1, epoch, [1]));

        (await journal.AppendAsync(Batch("r", 1, epoch, [9]))).ShouldBe(AppendOutcome.Fenced);
        (await journal.AppendAsync(Batch("r", 3, epoch, [9]))).ShouldBe(AppendOutcome.Fenced);

        (await journal.ReadAsync("r")).ShouldBe([[1]]);
    }

    // A run has one entry and changes it between its batches.
    [Fact]
    public async Task Entry_that_is_used_again_is_found_as_its_last_batch_left_it()
    {
        await using RunJournal journal = Make();
        long epoch = await journal.OpenAsync(default);
        RunEntry entry = Entry("r", 0);
        foreach (Action<RunEntry> change in new Action<RunEntry>[]
        {
            static _ => { },
            static one => one.UpdatedAt = 10,
            static one => one.IsBusy = true,
            static one => one.Locks = ["a"],
            static one => (one.Status, one.WakeAt) = (RunStatus.Waiting, 77),
            static one => one.UpdatedAt = 20,
            static one => (one.Status, one.Locks) = (RunStatus.Running, []),
            static one => (one.Status, one.IsOver) = (RunStatus.Completed, true),
        })
        {
            change(entry);
            entry.Batches++;

            (await journal.AppendAsync(new RunBatch(entry, epoch, new byte[] { 1 }))).ShouldBe(AppendOutcome.Done);

            RunEntry found = (await journal.FindAsync("r"))!;
            found.Locks.ShouldBe(entry.Locks);
            (found with { Locks = entry.Locks, Mark = entry.Mark }).ShouldBe(entry);
            (await journal.ListAsync(new RunQuery { UpdatedAfter = entry.UpdatedAt, UpdatedBefore = entry.UpdatedAt + 1 })).ShouldHaveSingleItem();
        }

        (await journal.ReadAsync("r")).Count.ShouldBe(8);
    }

    [Fact]
    public async Task Former_owner_is_refused_though_it_remembers_the_run()
    {
        await using RunJournal journal = Make();
        long epoch = await journal.OpenAsync(default);
        RunEntry entry = Entry("r", 1);
        await journal.AppendAsync(new RunBatch(entry, epoch, new byte[] { 1 }));
        entry.Batches = 2;
        await journal.AppendAsync(new RunBatch(entry, epoch, new byte[] { 2 }));
        (await journal.ClaimAsync("r", await SucceedAsync(epoch))).ShouldBeTrue();
        entry.Batches = 3;

        (await journal.AppendAsync(new RunBatch(entry, epoch, new byte[] { 9 }))).ShouldBe(AppendOutcome.Fenced);

        (await journal.ReadAsync("r")).ShouldBe([[1], [2]]);
    }

    [Fact]
    public async Task Former_owner_is_refused()
    {
        await using RunJournal journal = Make();
        long epoch = await journal.OpenAsync(default);
        await journal.AppendAsync(Batch("r", 1, epoch, [1]));

        long next = await SucceedAsync(epoch);
        (await journal.ClaimAsync("r", next)).ShouldBeTrue();

        (await journal.ClaimAsync("r", epoch)).ShouldBeFalse();
        (await journal.AppendAsync(Batch("r", 2, epoch, [9]))).ShouldBe(AppendOutcome.Fenced);
        (await journal.AppendAsync(Batch("r", 2, next, [2]))).ShouldBe(AppendOutcome.Done);
    }

    [Fact]
    public async Task Runs_are_found_by_state_molecule_and_time()
    {
        await using RunJournal journal = Make();
        long epoch = await journal.OpenAsync(default);
        await AddAsync(Entry("a", 1) with { Status = RunStatus.Completed, IsOver = true, UpdatedAt = 100 });
        await AddAsync(Entry("b", 1) with { Status = RunStatus.Failed, IsOver = true, UpdatedAt = 200 });
        await AddAsync(Entry("c", 1) with { Molecule = "other", UpdatedAt = 300 });
        await AddAsync(Entry("c/Step", 1) with { Parent = "c", UpdatedAt = 300 });

        (await IdsAsync(new RunQuery())).ShouldBe(["a", "b", "c", "c/Step"]);
        (await IdsAsync(new RunQuery { Status = RunStatus.Failed })).ShouldBe(["b"]);
        (await IdsAsync(new RunQuery { Molecule = "other" })).ShouldBe(["c"]);
        (await IdsAsync(new RunQuery { IsOver = true })).ShouldBe(["a", "b"]);
        (await IdsAsync(new RunQuery { IsOver = false, RootsOnly = true })).ShouldBe(["c"]);
        (await IdsAsync(new RunQuery { UpdatedBefore = 200 })).ShouldBe(["a"]);
        (await IdsAsync(new RunQuery { UpdatedAfter = 200 })).ShouldBe(["b", "c", "c/Step"]);
        (await IdsAsync(new RunQuery { After = "a", Limit = 1 })).ShouldBe(["b"]);

        ValueTask<AppendOutcome> AddAsync(RunEntry entry) => journal.AppendAsync(new RunBatch(entry, epoch, new byte[] { 1 }));

        async Task<string[]> IdsAsync(RunQuery query) => [.. (await journal.ListAsync(query)).Select(static entry => entry.Id)];
    }

    [Fact]
    public async Task Finished_runs_are_deleted_with_the_runs_within()
    {
        await using RunJournal journal = Make();
        long epoch = await journal.OpenAsync(default);
        foreach (string id in new[] { "a", "a/Step", "a/Step/1", "ab" })
        {
            await journal.AppendAsync(new RunBatch(Entry(id, 1) with { IsOver = true, Status = RunStatus.Completed }, epoch, new byte[] { 1 }));
        }

        await journal.AppendAsync(Batch("running", 1, epoch, [1]));

        (await journal.DeleteAsync(["a", "running"])).ShouldBe(3);

        (await journal.ListAsync(new RunQuery())).Select(static entry => entry.Id).ShouldBe(["ab", "running"]);
        (await journal.ReadAsync("a")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Plans_in_use_are_known_with_their_words()
    {
        await using RunJournal journal = Make();
        long epoch = await journal.OpenAsync(default);
        await journal.SavePlanAsync("print", "words");
        await journal.SavePlanAsync("print", "words");
        await journal.AppendAsync(Batch("a", 1, epoch, [1]));
        await journal.AppendAsync(Batch("b", 1, epoch, [1]));

        PlanUse use = (await journal.ListPlansInUseAsync()).ShouldHaveSingleItem();
        use.ShouldBe(new PlanUse("molecule", 1, "print", 2));
        (await journal.FindPlanAsync("print")).ShouldBe("words");
        (await journal.DropAsync(use)).ShouldBe(2);
        (await journal.ListAsync(new RunQuery())).ShouldBeEmpty();
    }

    [Fact]
    public async Task Document_is_there_until_the_last_of_its_runs_is_deleted()
    {
        await using RunJournal journal = Make();
        long epoch = await journal.OpenAsync(default);
        await journal.SavePlanAsync("class", "words");
        foreach (string id in new[] { "a", "b" })
        {
            (await journal.AppendAsync(Over(id, "print", epoch))).ShouldBe(AppendOutcome.Done);
        }

        await DeleteAsync("a");
        (await journal.FindDocumentAsync("print")).ShouldBe("document of print");
        await DeleteAsync("b");
        (await journal.FindDocumentAsync("print")).ShouldBeNull();
        await journal.AppendAsync(Over("c", "print", epoch));

        (await journal.FindDocumentAsync("print")).ShouldBe("document of print");
        (await journal.FindPlanAsync("class")).ShouldBe("words");

        async Task DeleteAsync(string id)
        {
            (await journal.DeleteAsync([id])).ShouldBe(1);
            await journal.ForgetDocumentsAsync(null);
        }
    }

    [Fact]
    public async Task Document_of_one_plan_is_forgotten_alone_and_with_it_what_an_older_host_wrote()
    {
        await using RunJournal journal = Make();
        long epoch = await journal.OpenAsync(default);
        foreach (string print in new[] { "one", "other" })
        {
            await journal.SavePlanAsync(print, "words");
            await journal.AppendAsync(Over(print, print, epoch));
        }

        (await journal.DeleteAsync(["one", "other"])).ShouldBe(2);
        await journal.ForgetDocumentsAsync("one");

        (await journal.FindDocumentAsync("one"), await journal.FindPlanAsync("one")).ShouldBe((null, null));
        (await journal.FindDocumentAsync("other"), await journal.FindPlanAsync("other")).ShouldBe(("document of other", "words"));
    }

    // Whoever forgets never sees the run that is begun at that moment.
    [Fact]
    public async Task Run_that_is_begun_while_documents_are_forgotten_has_its_document()
    {
        await using RunJournal journal = Make();
        long epoch = await journal.OpenAsync(default);
        (RunJournal other, long later) = await JoinAsync(journal, epoch);
        using var done = new CancellationTokenSource();
        Task forgetting = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await other.ForgetDocumentsAsync(null);
            }
        });

        await Task.WhenAll(BeginAsync(journal, epoch, "mine"), BeginAsync(other, later, "theirs"));
        await done.CancelAsync();
        await forgetting;
        if (other != journal)
        {
            await other.DisposeAsync();
        }

        static Task BeginAsync(RunJournal journal, long epoch, string name) => Task.Run(async () =>
        {
            for (int number = 0; number < 200; number++)
            {
                string id = $"{name}{number}";
                (await journal.AppendAsync(Over(id, "print", epoch))).ShouldBe(AppendOutcome.Done);
                (await journal.FindDocumentAsync("print")).ShouldNotBeNull(id);
                (await journal.DeleteAsync([id])).ShouldBe(1);
            }
        });
    }

    [Fact]
    public async Task Many_writers_at_once_lose_nothing()
    {
        await using RunJournal journal = Make();
        long epoch = await journal.OpenAsync(default);

        await Task.WhenAll(Enumerable.Range(0, 64).Select(run => Task.Run(async () =>
        {
            for (int number = 1; number <= 20; number++)
            {
                (await journal.AppendAsync(Batch($"r{run:00}", number, epoch, [(byte)number]))).ShouldBe(AppendOutcome.Done);
            }
        })));

        (await journal.ListAsync(new RunQuery())).ShouldAllBe(static entry => entry.Batches == 20);
        (await journal.ReadAsync("r63")).Select(static batch => (int)batch[0]).ShouldBe(Enumerable.Range(1, 20));
    }

    internal static RunEntry Entry(string id, int batches) => new(id, "molecule", 1, "print", RunStatus.Running) { StartedAt = 1, UpdatedAt = 2, Batches = batches };

    internal static RunBatch Over(string id, string fingerprint, long epoch) =>
        new(Entry(id, 1) with { Fingerprint = fingerprint, Status = RunStatus.Completed, IsOver = true }, epoch, new byte[] { 1 }) { Document = $"document of {fingerprint}" };

    internal static RunBatch Batch(string id, int number, long epoch, byte[] records) => new(Entry(id, number), epoch, records);
}
