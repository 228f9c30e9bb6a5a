using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules.Simulation;

// What goes wrong in a world until it heals: hosts that die, stall and are replaced, disks that are full, writes that are torn, clocks that are moved.
internal sealed partial class SimWorld
{
    // First batches that could not be written, as far as anybody knows: their runs are given up, and may be there.
    private readonly List<(SimRun Run, List<RunRecord> Records)> _torn = [];

    private void ScheduleFault() => After(Random.Next(2000, 60_000), () =>
    {
        if (IsHealed)
        {
            return;
        }

        if (_host is { IsAlive: true } host)
        {
            if (_stalls && Random.Next(3) == 0)
            {
                // It goes on some day, and does not know that it was replaced.
                host.IsReplaced = true;
                _host = null;
                After(Random.Next(1, 3000), Restart);
            }
            else if (_crashes)
            {
                Die(host);
            }
        }

        ScheduleFault();
    });

    private void ScheduleFullDisk()
    {
        if (!_fills || IsHealed)
        {
            return;
        }

        After(Random.Next(2000, 120_000), () =>
        {
            IsDiskFull = !IsHealed;
            After(Random.Next(1000, 30_000), () =>
            {
                IsDiskFull = false;
                ScheduleFullDisk();
            });
        });
    }

    // The last puts it right.
    private void ScheduleJump()
    {
        if (_jumps)
        {
            After(Random.Next(2000, 200_000), () =>
            {
                _ahead = IsHealed ? 0 : Random.Next(4) switch { 0 => 3_600_000, 1 => -3_600_000, 2 => Day, _ => -Day };
                if (!IsHealed)
                {
                    ScheduleJump();
                }
            });
        }
    }

    /// <summary>Whether a write fails in the middle. Whether it arrived shows when its process is gone; until then it can be written again.</summary>
    public bool Fails(SimRun run, List<RunRecord> records, int number)
    {
        if (!_tears || IsHealed || Random.Next(25) > 0)
        {
            return false;
        }

        if (number == 0)
        {
            _torn.Add((run, records));
        }

        if (Random.Next(2) == 0)
        {
            // What ended the write ends the process before it is tried again.
            After(Random.Next(1, 1000), () => Die(run.Host));
        }

        return true;
    }

    /// <summary>What became of a write over which its process died: it is there, or the journal has a part of it that counts for nothing, or nothing.</summary>
    public void Arrive(SimRun run, List<RunRecord> records, int number)
    {
        switch (Random.Next(3))
        {
            case 0:
                Commit(run, records, number);
                break;
            case 1:
                Journal.Tear(run.Id, number, records, Random);
                break;
        }
    }

    /// <summary>A host is gone with all that it held in memory.</summary>
    public void Die(SimHost host)
    {
        if (!host.IsAlive)
        {
            return;
        }

        host.IsAlive = false;
        Ledger.Died(host);
        foreach (SimRun run in host.Runs)
        {
            run.Crash();
        }

        foreach ((SimRun run, List<RunRecord> records) in _torn.FindAll(torn => torn.Run.Host == host))
        {
            Arrive(run, records, number: 0);
        }

        _torn.RemoveAll(torn => torn.Run.Host == host);
        if (_host == host)
        {
            _host = null;
            After(Random.Next(1, 5000), Restart);
        }
        else
        {
            // It may have begun a run after it was replaced, which nobody has now.
            After(Random.Next(1, 5000), () => _host?.Recover());
        }
    }

    private void Restart()
    {
        if (_host is null)
        {
            _host = new SimHost(this, ++_epoch);
            _host.Recover();
        }
    }
}
