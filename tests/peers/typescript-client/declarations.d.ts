// The three types that the published client uses and does not declare.
interface PacketHandler {
  handler: (data: any) => Promise<unknown>;
  group: string;
  element: string;
}

interface PendingRequest {
  resolve: (result: any) => void;
  reject: (reason: unknown) => void;
  timestamp: number;
}

interface ReactorConfig {
  endpoint: string;
}
