using PacketFlow.PostgreSql;

// Starting a server takes two seconds: those who do not kill it share one.
[assembly: AssemblyFixture(typeof(PostgresServer))]
