import { createHash, type Hash } from 'node:crypto';
import { callbackify } from 'node:util';
import { Injectable } from '@nestjs/common';
import type {
  IncomingMultipartFile,
  MultipartStorageEngine,
  UploadedMultipartFile,
} from '@nestjs/platform-fastify/multipart';
import { AppConfig } from '../common/config.js';
import { AppError, InvalidInput } from '../common/errors.js';
import { newId } from '../common/ids.js';
import { FileTooLarge, FileTypeRefused, UploadAborted } from './attachment-errors.js';
import { binaryWatch, HEAD_BYTES, isAccepted, sniffType, type SniffedType } from './content-type.js';
import { safeFilename } from './filename.js';
import { FileStore } from './storage/file-store.js';

/** A file that lies in the store, and that no row names yet. */
export interface ReceivedFile {
  readonly storageKey: string;
  readonly filename: string;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
}

/** What the interceptor hands on; the fields of `ReceivedFile` come from here. */
export type UploadedFileInfo = UploadedMultipartFile & ReceivedFile;

interface Measure {
  readonly hash: Hash;
  size: number;
}

const UNKNOWN_TYPE: SniffedType = { contentType: 'application/octet-stream', isText: false };

/** Takes an upload as it comes in, chunk by chunk: detects its type, counts, hashes and stores it, or refuses it. */
@Injectable()
export class UploadReceiver implements MultipartStorageEngine {
  constructor(
    private readonly store: FileStore,
    private readonly config: AppConfig,
  ) {}

  /** The contract of the upload interceptor, which calls `_removeFile` when something after us refuses the request. */
  _handleFile(
    _request: unknown,
    file: IncomingMultipartFile,
    callback: (error?: unknown, info?: Partial<UploadedFileInfo>) => void,
  ): void {
    callbackify(() => this.receive(file))(callback);
  }

  _removeFile(_request: unknown, file: Partial<UploadedFileInfo>, callback: (error: Error | null) => void): void {
    const { storageKey } = file;
    callbackify(async () => {
      if (storageKey !== undefined) await this.store.remove(storageKey);
    })(callback);
  }

  /** @throws InvalidInput, FileTypeRefused, FileTooLarge, UploadAborted; nothing is left in the store then */
  private async receive(file: IncomingMultipartFile): Promise<ReceivedFile> {
    const filename = safeFilename(file.originalname);
    const chunks = chunksOf(file.stream);
    try {
      requireReadableName(file.originalname);
      const head = await takeHead(chunks);
      const type = await this.acceptedType(head, filename);
      const storageKey = newId();
      const measure: Measure = { hash: createHash('sha256'), size: 0 };
      await this.store.write(storageKey, this.measured(head, chunks, { type, measure }));
      const { size, hash } = measure;
      return { storageKey, filename, contentType: type.contentType, size, sha256: hash.digest('hex') };
    } finally {
      await chunks.return(undefined);
    }
  }

  private async acceptedType(head: Buffer, filename: string): Promise<SniffedType> {
    if (head.length === 0) throw new InvalidInput([{ field: 'file', message: 'is empty' }]);
    const found = await sniffType(head, filename);
    const type = found ?? UNKNOWN_TYPE;
    if (!isAccepted(type.contentType, this.config.uploads.types)) throw new FileTypeRefused(found?.contentType);
    return type;
  }

  private async *measured(
    head: Buffer,
    rest: AsyncIterable<Buffer>,
    { type, measure }: { type: SniffedType; measure: Measure },
  ): AsyncGenerator<Buffer, void> {
    const isBinary = binaryWatch(type);
    for await (const chunk of prepended(head, rest)) {
      measure.size += chunk.length;
      if (measure.size > this.config.uploads.maxBytes) throw new FileTooLarge(this.config.uploads.maxBytes);
      if (isBinary(chunk)) throw new FileTypeRefused(undefined);
      measure.hash.update(chunk);
      yield chunk;
    }
  }
}

/** The form's parser puts U+FFFD in the place of bytes that are not UTF-8: the name would silently be another. */
function requireReadableName(name: string): void {
  if (!name.includes('\ufffd')) return;
  throw new InvalidInput([{ field: 'file', message: 'has a name that is not UTF-8' }]);
}

/** Ends the stream when it is left early; a stream that ends early is the uploader's doing, not ours. */
async function* chunksOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  try {
    yield* stream;
  } catch (error) {
    throw error instanceof AppError ? error : new UploadAborted();
  }
}

async function takeHead(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  while (size < HEAD_BYTES) {
    const { done, value } = await chunks.next();
    if (done) break;
    parts.push(value);
    size += value.length;
  }
  return Buffer.concat(parts);
}

async function* prepended(head: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  yield head;
  yield* rest;
}
