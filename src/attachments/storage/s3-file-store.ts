import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { OnApplicationShutdown } from '@nestjs/common';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  type _Object,
} from '@aws-sdk/client-s3';
import type { S3Config } from '../../common/upload-config.js';
import { isUuid } from '../../common/ids.js';
import { FileStore, type ByteRange, type StoredFile } from './file-store.js';
import { IncomingFiles } from './incoming-files.js';
import { describeRefusal, isAbsent, isTransient, StorageUnavailable } from './s3-errors.js';
import { storagePath } from './storage-path.js';

const CONNECT_MS = 5_000;
/** Limit for a connection without progress, also one whose reader has stopped reading. */
const SILENCE_MS = 10_000;
/** The library retries what it can, but an upload is a stream, which only this code can restart. */
const ATTEMPTS = 2;
/** Concurrent downloads; each uses a connection for as long as its reader takes. */
const CONNECTIONS = 500;
const TIDY_UP_MS = 5_000;
/** Otherwise the library writes warnings to the console. Errors are thrown, and logged once. */
const QUIET: S3ClientConfig['logger'] = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };

/**
 * Objects `<prefix>files/<two characters>/<key>` of a bucket. An upload is received on the local disk and sent only
 * when it is complete and accepted: its size is known then, it can be sent again, and a broken one never reaches the
 * bucket.
 */
export class S3FileStore extends FileStore implements OnApplicationShutdown {
  private readonly client: S3Client;
  private readonly incoming: IncomingFiles;
  private readonly prefix: string;

  /** @param folder on the local disk, for uploads in progress */
  constructor(
    private readonly config: S3Config,
    folder: string,
  ) {
    super();
    this.incoming = new IncomingFiles(join(folder, 'incoming'));
    this.prefix = `${config.prefix}files/`;
    const agent = { maxSockets: CONNECTIONS, keepAlive: true };
    this.client = new S3Client({
      region: config.region,
      endpoint: config.endpoint,
      forcePathStyle: config.forcePathStyle,
      // Unset: the library finds them, for example in the role of the machine.
      credentials: config.credentials,
      maxAttempts: ATTEMPTS,
      logger: QUIET,
      // With the library's default checksums, some S3-compatible servers store the framing in the object.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: {
        connectionTimeout: CONNECT_MS,
        socketTimeout: SILENCE_MS,
        httpAgent: agent,
        httpsAgent: agent,
      },
    });
  }

  /**
   * Checks access to the bucket once.
   *
   * @returns what is wrong and what to do, or undefined
   * @throws StorageUnavailable when the bucket does not answer
   */
  async findFault(): Promise<string | undefined> {
    try {
      await this.client.send(new HeadBucketCommand({ Bucket: this.config.bucket }));
      return undefined;
    } catch (error) {
      const fault = describeRefusal(error, this.config);
      if (fault === undefined) throw new StorageUnavailable(error);
      return fault;
    }
  }

  async write(key: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    const target = this.addressOf(key);
    const draft = await this.incoming.receive(key, content);
    try {
      const { size } = await stat(draft);
      await this.upload(target, { draft, size });
    } catch (error) {
      // The object may exist although the answer was lost. The orphan sweep removes what cannot be removed now.
      await this.client
        .send(new DeleteObjectCommand(target), { abortSignal: AbortSignal.timeout(TIDY_UP_MS) })
        .catch(() => undefined);
      throw new StorageUnavailable(error);
    } finally {
      await rm(draft, { force: true });
    }
  }

  async read(key: string, range?: ByteRange): Promise<Readable | undefined> {
    const Range = range && `bytes=${range.start}-${range.end}`;
    const answer = await this.ask(key, (object) => this.client.send(new GetObjectCommand({ ...object, Range })));
    if (answer === undefined) return undefined;
    if (!(answer.Body instanceof Readable)) throw new Error('The S3 library gave no stream of this platform.');
    return answer.Body;
  }

  async remove(key: string): Promise<void> {
    await this.ask(key, (object) => this.client.send(new DeleteObjectCommand(object)));
  }

  async has(key: string): Promise<boolean> {
    return (await this.ask(key, (object) => this.client.send(new HeadObjectCommand(object)))) !== undefined;
  }

  async *list(): AsyncIterable<StoredFile> {
    const pages = paginateListObjectsV2({ client: this.client }, { Bucket: this.config.bucket, Prefix: this.prefix });
    try {
      for await (const { Contents = [] } of pages) yield* Contents.flatMap((object) => this.ours(object));
    } catch (error) {
      throw new StorageUnavailable(error);
    }
  }

  removeUnfinished(before: Date): Promise<number> {
    return this.incoming.removeUnfinished(before);
  }

  onApplicationShutdown(): void {
    this.client.destroy();
  }

  /** Other objects under the prefix are not swept. */
  private ours({ Key = '', LastModified }: _Object): StoredFile[] {
    const key = Key.slice(Key.lastIndexOf('/') + 1);
    if (LastModified === undefined || !isUuid(key) || Key !== this.prefix + storagePath(key)) return [];
    return [{ key, modifiedAt: LastModified }];
  }

  private async upload(target: Address, { draft, size }: { draft: string; size: number }): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const Body = createReadStream(draft);
      try {
        await this.client.send(new PutObjectCommand({ ...target, Body, ContentLength: size }));
        return;
      } catch (error) {
        if (attempt === ATTEMPTS || !isTransient(error)) throw error;
      } finally {
        Body.destroy();
      }
    }
  }

  /** @returns undefined when there is no such object */
  private async ask<T>(key: string, request: (object: Address) => Promise<T>): Promise<T | undefined> {
    const object = this.addressOf(key);
    try {
      return await request(object);
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw new StorageUnavailable(error);
    }
  }

  private addressOf(key: string): Address {
    return { Bucket: this.config.bucket, Key: this.prefix + storagePath(key) };
  }
}

function ignore(): void {}

interface Address {
  readonly Bucket: string;
  readonly Key: string;
}
