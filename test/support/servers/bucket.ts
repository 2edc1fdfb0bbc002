import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { startFauxqs, type FauxqsServer } from 'fauxqs';

const NAME = 'carillon-files';
const CREDENTIALS = { accessKeyId: 'of-the-tests', secretAccessKey: 'of-the-tests-too' };

/** What the way to the bucket does with a new connection. */
type Way = 'open' | 'refused';

/** A real S3 API over a bucket in memory, on a way that can be closed; and the bucket as its owner sees it, past that way. */
export class Bucket {
  way: Way = 'open';
  /** Connections that break after so many bytes of a request, once each. */
  readonly cutsAfter: number[] = [];
  /** Connections so far. */
  connections = 0;
  private readonly carried = new Set<Socket>();

  private constructor(
    private readonly s3: FauxqsServer,
    private readonly front: Server,
    private readonly client: S3Client,
  ) {}

  static async start(): Promise<Bucket> {
    const s3 = await startFauxqs({ port: 0, logger: false, init: { buckets: [NAME] } });
    const endpoint = `http://127.0.0.1:${s3.port}`;
    const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials: CREDENTIALS });
    const front = createServer();
    const bucket = new Bucket(s3, front, client);
    front.on('connection', (socket) => bucket.carry(socket));
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
    return bucket;
  }

  /** What an application is set to. */
  get environment(): Record<string, string> {
    return {
      S3_BUCKET: NAME,
      S3_ENDPOINT: `http://127.0.0.1:${(this.front.address() as AddressInfo).port}`,
      S3_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      S3_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      S3_PREFIX: 'desk',
    };
  }

  async names(): Promise<string[]> {
    const { Contents = [] } = await this.client.send(new ListObjectsV2Command({ Bucket: NAME }));
    return Contents.map(({ Key = '' }) => Key);
  }

  async put(name: string): Promise<void> {
    await this.client.send(new PutObjectCommand({ Bucket: NAME, Key: name, Body: 'a foreign object' }));
  }

  async remove(name: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand({ Bucket: NAME, Key: name }));
  }

  /** For connections that exist as well as for new ones. */
  close(way: Way): void {
    this.way = way;
    for (const socket of this.carried) socket.destroy();
  }

  async stop(): Promise<void> {
    this.close('refused');
    this.client.destroy();
    await new Promise((resolve) => this.front.close(resolve));
    await this.s3.stop();
  }

  private carry(client: Socket): void {
    this.connections += 1;
    this.carried.add(client);
    client.on('error', () => undefined);
    client.on('close', () => this.carried.delete(client));
    if (this.way === 'refused') client.destroy();
    if (this.way !== 'open') return;
    const upstream = connect(this.s3.port, '127.0.0.1');
    upstream.on('error', () => client.destroy());
    upstream.on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
    upstream.pipe(client);
    let left = this.cutsAfter.shift() ?? Number.POSITIVE_INFINITY;
    client.on('data', (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) client.destroy();
      else upstream.write(chunk);
    });
  }
}
