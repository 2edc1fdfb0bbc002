import type { Readable } from 'node:stream';

/** Bytes from `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface StoredFile {
  readonly key: string;
  readonly modifiedAt: Date;
}

/**
 * Stores the bytes of attachments; the database says whose they are. Keys are UUIDs that the server made. An abstract
 * class instead of an interface, so that it is its own injection token.
 */
export abstract class FileStore {
  /**
   * Streams into a new file. When it resolves, the file is complete and survives a crash. When it rejects, also with an
   * error of `content`, nothing is left.
   */
  abstract write(key: string, content: AsyncIterable<Uint8Array>): Promise<void>;

  /** @returns undefined when there is no such file */
  abstract read(key: string, range?: ByteRange): Promise<Readable | undefined>;

  /** Succeeds when the file is already gone. */
  abstract remove(key: string): Promise<void>;

  abstract has(key: string): Promise<boolean>;

  /** Every complete file. */
  abstract list(): AsyncIterable<StoredFile>;

  /** Removes incomplete files of dead processes, last touched before `before`; @returns how many */
  abstract removeUnfinished(before: Date): Promise<number>;
}
