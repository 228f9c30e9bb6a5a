namespace PacketFlow.Generators.Tests.Elements;

/// <summary>Code that user projects of these tests bring along: it runs an element from bytes to bytes, as a reactor does.</summary>
internal static class Harness
{
    /// <summary>A project of these sources that can be run.</summary>
    /// <param name="run">The body of its <c>Run</c>, which has a <c>host</c> with all elements added.</param>
    public static UserProject Project(string run, params string[] sources) => UserProject.Of(
    [
        Source,
        $$"""
        #nullable enable annotations
        internal static class Test
        {
            public static object? Run()
            {
                var host = new Testing.Host();
                global::PacketFlow.PacketFlowElementsExtensions.AddElements(host);
                {{run}}
            }
        }
        """,
        .. sources,
    ]);

    /// <summary>Generates, compiles without warnings and runs.</summary>
    public static object? Run(string run, params string[] sources) => GeneratorRun.Of(Project(run, sources)).ShouldCompile().Run();

    public const string Source = """
        #nullable enable
        namespace Testing
        {
            using System;
            using System.Buffers;
            using System.Collections.Generic;
            using System.Threading;
            using System.Threading.Tasks;
            using global::PacketFlow;
            using global::PacketFlow.CompilerServices;

            internal sealed class Host : IPacketFlowBuilder, IServiceProvider
            {
                private readonly Dictionary<Type, object> _services = new();
                private readonly List<IPacketFlowModule> _modules = new();

                public IReadOnlyList<IPacketFlowModule> Modules => _modules;

                public IPacketFlowBuilder Add(IPacketFlowModule module) { _modules.Add(module); return this; }
                public IPacketFlowBuilder Use<T>() where T : class, IAtomMiddleware => this;

                public Host With<T>(T service) where T : notnull { _services[typeof(T)] = service; return this; }

                public object? GetService(Type type) => _services.GetValueOrDefault(type);

                public TOut Run<TIn, TOut>(Element<TIn, TOut> element, TIn payload)
                {
                    var bytes = new ArrayBufferWriter<byte>();
                    PacketCodec.Serialize(bytes, payload, element.PayloadFormatter);
                    byte[] result = Run(element.Group, element.Name, bytes.WrittenSpan.ToArray());
                    return PacketCodec.Deserialize(result, element.ResultFormatter);
                }

                public byte[] Run(AtomGroup group, string name, byte[] payload)
                {
                    ElementHandler handler = ElementTable.Create(_modules).Find(group, name) ?? throw new InvalidOperationException("no handler");
                    object? target = handler.TargetType is null ? null : handler.CreateTarget(this);
                    var call = new Call(target, this, group, name);
                    var reader = new PacketReader(payload);
                    handler.InvokeAsync(ref reader, call).AsTask().GetAwaiter().GetResult();
                    return call.Result;
                }
            }

            internal sealed class Call(object? target, IServiceProvider services, AtomGroup group, string name) : AtomCall
            {
                private readonly ArrayBufferWriter<byte> _result = new();

                public byte[] Result => _result.WrittenSpan.ToArray();
                public override object? Target => target;
                public override CancellationToken Cancellation => new(canceled: true);
                public override AtomContext Context => new() { Id = "1", Group = group, Element = name, Client = null!, Services = services };
                protected override PacketWriter BeginResult() => new(_result);
                protected override void EndResult(ref PacketWriter writer) => writer.Flush();
            }
        }
        """;
}
