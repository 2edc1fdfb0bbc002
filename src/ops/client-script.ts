import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { AppError } from '../common/errors.js';

export type ClientFileName = 'carillon.js' | 'carillon.js.map';

export interface ClientFile {
  readonly text: Buffer;
  readonly gzipped: Buffer;
  /** Weak: it stands for both encodings. */
  readonly etag: string;
}

/** One folder higher when the code runs from `dist/`. */
const FOLDERS = ['../../client/dist/', '../../../client/dist/'];

/** 503: the server runs from a folder in which the client was not built. */
class ClientNotBuilt extends AppError {
  constructor() {
    super(503, 'client_not_built', 'The browser client is not built. Run `npm run build:browser`, then try again.');
  }
}

/** The client that the server serves to pages without a bundler, read and compressed once. */
@Injectable()
export class ClientScript {
  private readonly files = new Map<ClientFileName, Promise<ClientFile>>();

  /** @throws ClientNotBuilt */
  file(name: ClientFileName): Promise<ClientFile> {
    const known = this.files.get(name);
    if (known !== undefined) return known;
    const file = load(name);
    this.files.set(name, file);
    // So that a build that comes after the start is found.
    file.catch(() => this.files.delete(name));
    return file;
  }
}

async function load(name: ClientFileName): Promise<ClientFile> {
  const path = FOLDERS.map((folder) => new URL(`${folder}${name}`, import.meta.url)).find((url) => existsSync(url));
  if (path === undefined) throw new ClientNotBuilt();
  const text = await readFile(path);
  const digest = createHash('sha256').update(text).digest('base64url');
  return { text, gzipped: await promisify(gzip)(text), etag: `W/"${digest}"` };
}
