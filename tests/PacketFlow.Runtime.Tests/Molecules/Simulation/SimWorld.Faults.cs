namespace PacketFlow.Molecules.Simulation;

// What goes wrong in a world until it heals: hosts that die, stall and are replaced, disks that are full, clocks that are moved.
internal sealed partial class SimWorld
{
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
