import type { ClientSocket } from './connection.js';

/** A reader with more than this waiting is too slow. */
const MAX_PACKETS = 1_000;
const MAX_BYTES = 4 * 1_048_576;
/** Queues up to this length are not measured in bytes. */
const FEW_PACKETS = 32;
/** A replay writes this many frames before the transport must have taken them. */
const CATCH_UP_PACKETS = 128;
/** Every frame of the log ends with its cursor; user text cannot stand there. */
const CURSOR_AT_END = /"cursor":"([^"]+)"\}\]$/;

interface QueuedPacket {
  type: string;
  data?: unknown;
}

/**
 * What Engine.IO keeps for a client that does not read. Its declarations hide the queue and the WebSocket, but there is
 * no other way to see or limit what waits.
 */
interface EngineConnection {
  writeBuffer: QueuedPacket[];
  transport: { writable: boolean; socket?: { bufferedAmount?: number } };
}

function engineOf(socket: ClientSocket): EngineConnection {
  return socket.conn as unknown as EngineConnection;
}

export function isBacklogged(socket: ClientSocket): boolean {
  const { writeBuffer, transport } = engineOf(socket);
  if ((transport.socket?.bufferedAmount ?? 0) > MAX_BYTES) return true;
  if (writeBuffer.length <= FEW_PACKETS) return false;
  return writeBuffer.length > MAX_PACKETS || queuedBytes(writeBuffer) > MAX_BYTES;
}

/** Everything was handed to the operating system. */
export function isDrained(socket: ClientSocket): boolean {
  const { writeBuffer, transport } = engineOf(socket);
  return writeBuffer.length === 0 && transport.writable;
}

/**
 * Discards what waits behind the transport, except acks to the client's own messages.
 *
 * @returns the cursor of the first discarded frame, if any: everything before it was sent
 */
export function dropQueue(socket: ClientSocket): string | undefined {
  const engine = engineOf(socket);
  const dropped = engine.writeBuffer.filter(isFrame);
  engine.writeBuffer = engine.writeBuffer.filter((packet) => !isFrame(packet));
  for (const { data } of dropped) {
    const cursor = CURSOR_AT_END.exec(String(data))?.[1];
    if (cursor !== undefined) return cursor;
  }
  return undefined;
}

/** Whether a replay may write more. */
export function isQueueShort(socket: ClientSocket): boolean {
  return engineOf(socket).writeBuffer.length < CATCH_UP_PACKETS;
}

/** Waits while the client does not take what a replay writes. Resolves too when the connection closes. */
export async function queueDrained(socket: ClientSocket): Promise<void> {
  if (isQueueShort(socket)) return;
  await new Promise<void>((resolve) => {
    const go = () => {
      socket.conn.off('drain', go);
      socket.conn.off('close', go);
      resolve();
    };
    socket.conn.on('drain', go);
    socket.conn.on('close', go);
    if (!socket.connected) go();
  });
}

/** Socket.IO events begin with 2; acks with 3. */
function isFrame({ type, data }: QueuedPacket): boolean {
  return type === 'message' && typeof data === 'string' && data.startsWith('2');
}

function queuedBytes(packets: readonly QueuedPacket[]): number {
  let bytes = 0;
  for (const { data } of packets) bytes += typeof data === 'string' ? data.length : 0;
  return bytes;
}
