import type { ClientSocket } from './connection.js';

/** More than this behind the transport, and a reader is too slow. */
const MOST_PACKETS = 1_000;
const MOST_BYTES = 4 * 1_048_576;
/** A queue this short is not worth measuring in bytes. */
const FEW_PACKETS = 32;
/** While catching up, so many frames are written before the transport must have taken them. */
const CATCH_UP_PACKETS = 128;
/** Every frame of the log ends with its cursor; nothing that a person wrote can stand there. */
const CURSOR_AT_END = /"cursor":"([^"]+)"\}\]$/;

interface QueuedPacket {
  type: string;
  data?: unknown;
}

/**
 * What Engine.IO keeps for a client that does not read. Its declarations hide the queue and the WebSocket, but have no
 * other way to see, let alone bound, what waits.
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
  if ((transport.socket?.bufferedAmount ?? 0) > MOST_BYTES) return true;
  if (writeBuffer.length <= FEW_PACKETS) return false;
  return writeBuffer.length > MOST_PACKETS || queuedBytes(writeBuffer) > MOST_BYTES;
}

/** Everything was handed to the operating system. */
export function isDrained(socket: ClientSocket): boolean {
  const { writeBuffer, transport } = engineOf(socket);
  return writeBuffer.length === 0 && transport.writable;
}

/**
 * Throws away what waits behind the transport, but for the answers to the client's own messages.
 *
 * @returns the cursor of the first frame that was thrown away, if any: all before it went out
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

/** Whether a replay may write on. */
export function hasRoomInQueue(socket: ClientSocket): boolean {
  return engineOf(socket).writeBuffer.length < CATCH_UP_PACKETS;
}

/** Waits while a client does not take what a replay writes to it. Resolves too when the connection closes. */
export async function roomInQueue(socket: ClientSocket): Promise<void> {
  if (hasRoomInQueue(socket)) return;
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
