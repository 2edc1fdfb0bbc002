import { createSocket, type RemoteInfo, type Socket as UdpSocket } from 'node:dgram';
import { createServer, isIP, type Server } from 'node:net';

const A = 1;
const CNAME = 5;
const AAAA = 28;
const TYPES: Readonly<Record<number, 'A' | 'AAAA'>> = { [A]: 'A', [AAAA]: 'AAAA' };

export interface NameAnswer {
  /** Of either family; only those of the family that was asked for are sent. */
  readonly addresses?: readonly string[];
  readonly ttl?: number;
  /** Names on the way to the addresses. */
  readonly via?: readonly string[];
  /** 2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED. */
  readonly rcode?: number;
  /** Answered by UDP as too long, so that the client comes again by TCP. */
  readonly isTruncated?: boolean;
  readonly delayMs?: number;
}

/** Undefined: no answer at all. */
export type Zone = (name: string, type: 'A' | 'AAAA') => NameAnswer | undefined;

const NO_SUCH_NAME: NameAnswer = { rcode: 3 };

/** A DNS server on loopback, over UDP and TCP, that answers as a test says. */
export class NameServer {
  /** Names that were asked for, with the family and how. */
  readonly asked: string[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();

  private constructor(
    private readonly udp: UdpSocket,
    private readonly tcp: Server,
    private readonly zone: Zone,
  ) {
    udp.on('message', (message, peer) => this.takeUdp(message, peer));
    tcp.on('connection', (socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (data) => {
        const reply = this.reply(data.subarray(2), 'tcp')?.bytes;
        if (reply === undefined) return;
        const length = Buffer.alloc(2);
        length.writeUInt16BE(reply.length);
        socket.end(Buffer.concat([length, reply]));
      });
    });
  }

  static async start(zone: Zone | Readonly<Record<string, NameAnswer | undefined>>): Promise<NameServer> {
    const lookUp: Zone = typeof zone === 'function' ? zone : (name) => (name in zone ? zone[name] : NO_SUCH_NAME);
    const tcp = createServer();
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
    const address = tcp.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    const udp = createSocket('udp4');
    await new Promise<void>((resolve) => udp.bind(address.port, '127.0.0.1', resolve));
    return new NameServer(udp, tcp, lookUp);
  }

  /** As `DNS_SERVERS` takes it. */
  get address(): string {
    return `127.0.0.1:${this.udp.address().port}`;
  }

  async stop(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    await new Promise<void>((resolve) => this.udp.close(() => resolve()));
    await new Promise((resolve) => this.tcp.close(resolve));
  }

  private takeUdp(message: Buffer, peer: RemoteInfo): void {
    const reply = this.reply(message, 'udp');
    if (reply === undefined) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.udp.send(reply.bytes, peer.port, peer.address);
    }, reply.delayMs);
    this.timers.add(timer);
  }

  private reply(query: Buffer, by: 'udp' | 'tcp'): { bytes: Buffer; delayMs: number } | undefined {
    const { name, type, question } = questionOf(query);
    const family = TYPES[type];
    this.asked.push(`${name} ${family ?? type} ${by}`);
    const answer = family === undefined ? {} : this.zone(name, family);
    if (answer === undefined) return undefined;
    const isTruncated = answer.isTruncated === true && by === 'udp';
    const records = isTruncated ? [] : recordsOf(name, type, answer);
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180 | (isTruncated ? 0x0200 : 0) | (answer.rcode ?? 0), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(records.length, 6);
    return { bytes: Buffer.concat([header, question, ...records]), delayMs: answer.delayMs ?? 0 };
  }
}

function questionOf(query: Buffer): { name: string; type: number; question: Buffer } {
  const labels: string[] = [];
  let place = 12;
  for (let length = query[place] ?? 0; length > 0; length = query[place] ?? 0) {
    labels.push(query.toString('latin1', place + 1, place + 1 + length));
    place += length + 1;
  }
  return {
    name: labels.join('.').toLowerCase(),
    type: query.readUInt16BE(place + 1),
    question: query.subarray(12, place + 5),
  };
}

function recordsOf(name: string, type: number, { addresses = [], ttl = 60, via = [] }: NameAnswer): Buffer[] {
  const chain = [name, ...via];
  const links = via.map((target, index) => record(chain[index] ?? '', CNAME, { ttl, data: encoded(target) }));
  const wanted = addresses.filter((address) => isIP(address) === (type === A ? 4 : 6));
  const owner = chain.at(-1) ?? name;
  return [...links, ...wanted.map((address) => record(owner, type, { ttl, data: packed(address) }))];
}

function record(name: string, type: number, { ttl, data }: { ttl: number; data: Buffer }): Buffer {
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(type, 0);
  fixed.writeUInt16BE(1, 2);
  fixed.writeUInt32BE(ttl, 4);
  fixed.writeUInt16BE(data.length, 8);
  return Buffer.concat([encoded(name), fixed, data]);
}

function encoded(name: string): Buffer {
  const labels = name.split('.').flatMap((label) => [Buffer.from([label.length]), Buffer.from(label, 'latin1')]);
  return Buffer.concat([...labels, Buffer.from([0])]);
}

/** IPv6 only in full or with one `::`, without an embedded IPv4 address. */
function packed(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail] = address.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const [left, right] = [groups(head), groups(tail ?? '')];
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - left.length - right.length }, () => '0');
  return Buffer.from([...left, ...zeros, ...right].map((group) => group.padStart(4, '0')).join(''), 'hex');
}
