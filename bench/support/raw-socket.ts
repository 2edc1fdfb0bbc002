import { connect, type Socket } from 'node:net';

/**
 * The cheapest client that Socket.IO takes for one: a WebSocket that parses no packet. Thousands of real clients would be
 * slower than any server, and the ratio would tell about them.
 */
export class RawSocket {
  private rest: Buffer = Buffer.alloc(0);
  private isOpen = false;

  private constructor(
    private readonly socket: Socket,
    private readonly auth: object | undefined,
    private readonly onPacket: (packet: Buffer) => void,
  ) {
    socket.on('data', (chunk: Buffer) => this.read(chunk));
    socket.on('error', () => socket.destroy());
  }

  /** @param onPacket gets Socket.IO packets as they came, e.g. `42["ready",{…}]` */
  static open(url: string, auth: object | undefined, onPacket: (packet: Buffer) => void): RawSocket {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.setNoDelay(true);
    socket.write(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\n` +
        'Connection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    );
    return new RawSocket(socket, auth, onPacket);
  }

  close(): void {
    this.socket.destroy();
  }

  private read(chunk: Buffer): void {
    let data = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    if (!this.isOpen) {
      const end = data.indexOf('\r\n\r\n');
      if (end === -1) {
        this.rest = data;
        return;
      }
      this.isOpen = true;
      data = data.subarray(end + 4);
    }
    this.rest = this.readFrames(data);
  }

  /** @returns what is not a whole frame yet */
  private readFrames(data: Buffer): Buffer {
    let at = 0;
    while (data.length - at >= 2) {
      const short = (data[at + 1] ?? 0) & 0x7f;
      const header = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (data.length - at < header) break;
      const length =
        short < 126 ? short : short === 126 ? data.readUInt16BE(at + 2) : Number(data.readBigUInt64BE(at + 2));
      if (data.length - at < header + length) break;
      this.hear(data.subarray(at + header, at + header + length));
      at += header + length;
    }
    return at === data.length ? Buffer.alloc(0) : data.subarray(at);
  }

  private hear(packet: Buffer): void {
    // Engine.IO: 0 opens, 2 is a ping; 4 carries a packet of Socket.IO.
    if (packet[0] === 0x34) this.onPacket(packet);
    else if (packet[0] === 0x32) this.send('3');
    else if (packet[0] === 0x30) this.send(`40${this.auth === undefined ? '' : JSON.stringify(this.auth)}`);
  }

  /** A client has to mask; a mask of zeros changes nothing. */
  private send(text: string): void {
    const body = Buffer.from(text);
    const long = body.length >= 126;
    const header = Buffer.alloc(long ? 8 : 6);
    header[0] = 0x81;
    header[1] = 0x80 | (long ? 126 : body.length);
    if (long) header.writeUInt16BE(body.length, 2);
    this.socket.write(Buffer.concat([header, body]));
  }
}
