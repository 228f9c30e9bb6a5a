// The client that the protocol's own document publishes: its types, its reactor and its example, unchanged below this line.
// Core packet structure
interface Packet {
  readonly version: "1.0";
  readonly id: string;
  readonly group: "cf" | "df" | "ed" | "co" | "mc" | "rm";
  readonly element: string;
  readonly data: unknown;
  readonly priority: number; // 1-10
  readonly timeout_ms?: number;
  readonly dependencies?: string[];
  readonly metadata?: Record<string, unknown>;
}

// WebSocket message frame
interface Message {
  readonly type: "submit" | "result" | "error" | "heartbeat";
  readonly seq: number;
  readonly payload: unknown;
}

// Processing result
interface Result {
  readonly packet_id: string;
  readonly status: "success" | "error";
  readonly data?: unknown;
  readonly error?: {
    readonly code: string;
    readonly message: string;
  };
  readonly duration_ms: number;
}

import { WebSocket } from 'ws';
import { randomUUID } from 'crypto';

export class PacketFlowReactor {
  private ws: WebSocket | null = null;
  private handlers = new Map<string, PacketHandler>();
  private pending = new Map<number, PendingRequest>();
  private sequence = 0;

  constructor(private config: ReactorConfig) {}

  async start(): Promise<void> {
    this.ws = new WebSocket(this.config.endpoint);
    this.ws.on('message', this.handleMessage.bind(this));
    this.ws.on('open', () => this.sendHeartbeat());
    
    // Heartbeat every 30 seconds
    setInterval(() => this.sendHeartbeat(), 30000);
  }

  async stop(): Promise<void> {
    this.ws?.close();
    this.ws = null;
  }

  // Register packet handler
  register<T>(group: string, element: string, handler: (data: T) => Promise<unknown>): void {
    const key = `${group}:${element}`;
    this.handlers.set(key, { handler, group, element });
  }

  // Submit packet for processing
  async submit(packet: Omit<Packet, 'version' | 'id'>): Promise<Result> {
    const fullPacket: Packet = {
      version: "1.0",
      id: randomUUID(),
      ...packet
    };

    return this.sendMessage('submit', fullPacket);
  }

  private async sendMessage(type: string, payload: unknown): Promise<Result> {
    const seq = ++this.sequence;
    const message: Message = { type, seq, payload };
    
    return new Promise((resolve, reject) => {
      this.pending.set(seq, { resolve, reject, timestamp: Date.now() });
      this.ws?.send(JSON.stringify(message));
      
      // Timeout handling
      setTimeout(() => {
        const pending = this.pending.get(seq);
        if (pending) {
          this.pending.delete(seq);
          reject(new Error(`Timeout waiting for response to seq ${seq}`));
        }
      }, 30000);
    });
  }

  private handleMessage(data: Buffer): void {
    try {
      const message: Message = JSON.parse(data.toString());
      
      switch (message.type) {
        case 'submit':
          this.processPacket(message.payload as Packet);
          break;
        case 'result':
          this.handleResult(message.seq, message.payload as Result);
          break;
        case 'error':
          this.handleError(message.seq, message.payload as Error);
          break;
      }
    } catch (error) {
      console.error('Failed to handle message:', error);
    }
  }

  private async processPacket(packet: Packet): Promise<void> {
    const key = `${packet.group}:${packet.element}`;
    const handler = this.handlers.get(key);
    
    if (!handler) {
      this.sendError(packet.id, 'PF001', `No handler for ${key}`);
      return;
    }

    const startTime = Date.now();
    try {
      const result = await handler.handler(packet.data);
      const duration_ms = Date.now() - startTime;
      
      this.sendResult({
        packet_id: packet.id,
        status: 'success',
        data: result,
        duration_ms
      });
    } catch (error) {
      const duration_ms = Date.now() - startTime;
      this.sendResult({
        packet_id: packet.id,
        status: 'error',
        error: {
          code: 'PF500',
          message: error instanceof Error ? error.message : 'Unknown error'
        },
        duration_ms
      });
    }
  }

  private sendResult(result: Result): void {
    const message: Message = {
      type: 'result',
      seq: 0, // Results don't need sequence numbers
      payload: result
    };
    this.ws?.send(JSON.stringify(message));
  }

  private sendError(packetId: string, code: string, message: string): void {
    this.sendResult({
      packet_id: packetId,
      status: 'error',
      error: { code, message },
      duration_ms: 0
    });
  }

  private sendHeartbeat(): void {
    if (this.ws?.readyState === WebSocket.OPEN) {
      const message: Message = {
        type: 'heartbeat',
        seq: ++this.sequence,
        payload: { timestamp: Date.now() }
      };
      this.ws.send(JSON.stringify(message));
    }
  }

  private handleResult(seq: number, result: Result): void {
    const pending = this.pending.get(seq);
    if (pending) {
      this.pending.delete(seq);
      pending.resolve(result);
    }
  }

  private handleError(seq: number, error: Error): void {
    const pending = this.pending.get(seq);
    if (pending) {
      this.pending.delete(seq);
      pending.reject(error);
    }
  }
}

// Usage example
const reactor = new PacketFlowReactor({
  endpoint: 'ws://localhost:8443/packetflow/v1'
});

// Register a data transformer
reactor.register('df', 'transform', async (data: string) => {
  return data.toUpperCase();
});

// Start processing
await reactor.start();

// Submit work
const result = await reactor.submit({
  group: 'df',
  element: 'transform',
  data: 'hello world',
  priority: 5
});

console.log(result); // { packet_id: "...", status: "success", data: "HELLO WORLD" }
