// The published client in both of its roles. To import it is to run its example, which submits; then one is a reactor, another its submitter.
import { PacketFlowReactor } from './published.js';

const config = { endpoint: 'ws://localhost:8443/packetflow/v1' };

const reactor = new PacketFlowReactor(config);
reactor.register('df', 'shout', async (text: string) => `${text.toUpperCase()}!`);
reactor.register('df', 'refuse', async () => {
  throw new Error('not today');
});
await reactor.start();
await announce(['df:shout', 'df:refuse', 'df:forgotten']);

const submitter = new PacketFlowReactor(config);
await submitter.start();
for (const element of ['shout', 'refuse', 'forgotten', 'unknown']) {
  const { status, data, error } = await submitter.submit({ group: 'df', element, data: 'hello', priority: 5 });
  console.log(`${element}: ${status} ${data ?? `${error?.code} ${error?.message}`}`);
}

// Its heartbeat never ends.
process.exit();

// The published client has handlers, and no frame that says which.
function announce(elements: string[]): Promise<void> {
  const socket = reactor['ws']!;
  return new Promise((resolve) => {
    socket.on('message', (data) => {
      if (JSON.parse(data.toString()).type === 'register') {
        resolve();
      }
    });
    socket.send(JSON.stringify({ type: 'register', seq: 0, payload: { elements } }));
  });
}
