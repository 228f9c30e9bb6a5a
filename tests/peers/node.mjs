// node.mjs ENCODER URL: a peer that speaks MessagePack over a WebSocket. Prints a line for each thing that it tried: what it was answered.
import { on, once } from "node:events";
import { decodeMulti, encode } from "@msgpack/msgpack";
import BufferList from "bl";
import msgpack5 from "msgpack5";
import { pack, unpackMultiple } from "msgpackr";
import { WebSocket } from "ws";

const five = msgpack5();
const encoders = {
  "@msgpack/msgpack": { write: encode, read: (frame) => [...decodeMulti(frame)] },
  msgpackr: { write: pack, read: unpackMultiple },
  msgpack5: { write: (value) => five.encode(value).slice(), read: readFive },
};
const { write, read } = encoders[process.argv[2]];
const [submit, result, error, ping, register, batch, , cancel] = [1, 2, 3, 4, 5, 6, 7, 8];

// A frame holds one message or several: this decoder takes one at a time off its buffer.
function readFive(frame) {
  const messages = [];
  for (const left = new BufferList(frame); left.length > 0; ) messages.push(five.decode(left));
  return messages;
}

class Peer {
  sequence = 0;
  received = [];

  static async connect() {
    const peer = new Peer();
    peer.socket = new WebSocket(process.argv[3], "packetflow.v1.msgpack");
    peer.frames = on(peer.socket, "message");
    await once(peer.socket, "open");
    return peer;
  }

  send(type, content, sequence = ++this.sequence) {
    this.socket.send(write({ v: 1, t: type, s: sequence, ts: Math.floor(Date.now() / 1000), src: 0, dst: 0, ...content }));
  }

  async receive() {
    while (this.received.length === 0) {
      const { value: [frame] } = await this.frames.next();
      this.received.push(...read(frame));
    }
    return this.received.shift();
  }

  async answer() {
    const answer = await this.receive();
    if (answer.s !== this.sequence) throw new Error(`asked ${this.sequence}, answered ${JSON.stringify(answer)}`);
    return answer;
  }

  ask(type, content) {
    this.send(type, content);
    return this.answer();
  }

  // The result's data, or what the error says.
  async run(g, e, d) {
    return told(await this.ask(submit, { d: { id: `${g}-${e}`, g, e, d, p: 7, t: 20 } }));
  }
}

const told = ({ t, d }) => (t === result ? JSON.stringify(d.data) : `${d.code} ${d.category}: ${d.message}`);
const print = (name, answer) => console.log(`${name} ${answer}`);

const peer = await Peer.connect();
const { d: alive } = await peer.ask(ping, { d: null });
print("ping", `${alive.ok} ${Object.keys(alive)}`);
print("transform", await peer.run("df", "transform", { input: ["a", "b"], op: "uppercase" }));
print("uppercase", await peer.run("df", "uppercase", "grüße 🧪"));
print("process_data", await peer.run("df", "process_data", { items: [1, -2, 40_000] }));
print("validate", await peer.run("cf", "validate", null));
const { d: { data: receipt } } = await peer.ask(submit, { d: { id: "notice", g: "ed", e: "notify_users", d: { message: "hello" } } });
print("notify_users", `${receipt.sent} ${receipt.timestamp > 1.7e12}`);
print("unknown", await peer.run("df", "nobody", 1));
print("misfit", await peer.run("df", "process_data", { items: [1, "two"] }));

const atoms = [1, 2, 3].map((n) => ({ id: `n${n}`, g: "df", e: n === 2 ? "nobody" : "process_data", d: { items: [n] } }));
peer.send(batch, { atoms });
const answers = [await peer.answer(), await peer.answer(), await peer.answer()];
answers.sort((one, other) => one.d.atom_id.localeCompare(other.d.atom_id));
print("batch", answers.map(({ t, d }) => `${d.atom_id}=${t === result ? d.data : d.code}`).join(" "));

// As a reactor, on a connection of its own. The names are this process's: others register here too.
const reactor = await Peer.connect();
const [half, never] = [`half_${process.pid}`, `never_${process.pid}`];
await reactor.ask(register, { d: { name: "node", elements: [`df:${half}`, `df:${never}`] } });
const running = peer.run("df", half, 84);
const { s, d: atom } = await reactor.receive();
reactor.send(result, { d: { atom_id: atom.id, data: atom.d / 2, duration_ms: 0 } }, s);
print("reactor", await running);

const refused = peer.run("df", half, "many");
const odd = await reactor.receive();
reactor.send(error, { d: { atom_id: odd.d.id, code: 422, category: "fatal", message: "no number" } }, odd.s);
print("refused", await refused);

const cancelled = peer.run("df", never, null);
const { d: { id } } = await reactor.receive();
peer.send(cancel, { d: { atom_id: `df-${never}` } }, 0);
print("cancel", `${(await cancelled).split(":")[0]} ${id === `df-${never}`}`);

reactor.socket.close();
const closed = once(peer.socket, "close");
peer.socket.send(Buffer.from([0xc1]));
print("garbage", `${(await peer.receive()).d.code} ${(await closed)[0]}`);
