import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AppError } from '../common/errors.js';

/** By their paths in the project. */
export type ScriptPath =
  'client/dist/carillon.js' | 'client/dist/carillon.js.map' | 'web/dist/embed/inbox.js' | 'web/dist/embed/inbox.js.map';

interface ScriptFile {
  readonly text: Buffer;
  readonly encoded: Readonly<Record<'br' | 'gzip', Buffer>>;
  /** A weak ETag: it stands for all encodings. */
  readonly etag: string;
}

/** The request headers that decide about the response. */
export interface Conditions {
  readonly 'if-none-match'?: string;
  readonly 'accept-encoding'?: string;
}

/** One folder higher when the code runs from `dist/`. */
const FOLDERS = ['../../', '../../../'];
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** 503: the script was not built in the folder from which the server runs. */
class ScriptNotBuilt extends AppError {
  constructor(path: ScriptPath) {
    if (path.startsWith('client/')) {
      super(503, 'client_not_built', 'The browser client is not built. Run `npm run build:browser`, then try again.');
    } else super(503, 'embed_not_built', 'The embedded inbox is not built. Run `npm run build:web`, then try again.');
  }
}

/** The scripts that the server offers to pages of any origin, read and compressed once. */
@Injectable()
export class ScriptFiles {
  private readonly files = new Map<ScriptPath, Promise<ScriptFile>>();

  /** @throws ScriptNotBuilt */
  async send(path: ScriptPath, conditions: Conditions, reply: FastifyReply): Promise<void> {
    const { text, encoded, etag } = await this.file(path);
    const kind = path.endsWith('.map') ? 'application/json' : 'text/javascript';
    reply
      .header('content-type', `${kind}; charset=utf-8`)
      .header('etag', etag)
      .header('cache-control', 'public, max-age=0, must-revalidate')
      .header('vary', 'Accept-Encoding')
      // A module of another origin is always fetched with CORS; it holds nothing that is not public.
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin');
    if (matches(conditions['if-none-match'], etag)) return void reply.status(304).send();
    const encoding = (['br', 'gzip'] as const).find((name) => takes(conditions['accept-encoding'], name));
    if (encoding !== undefined) reply.header('content-encoding', encoding);
    void reply.send(encoding === undefined ? text : encoded[encoding]);
  }

  private file(path: ScriptPath): Promise<ScriptFile> {
    const known = this.files.get(path);
    if (known !== undefined) return known;
    const file = load(path);
    this.files.set(path, file);
    // So that a build after the start is found.
    file.catch(() => this.files.delete(path));
    return file;
  }
}

async function load(path: ScriptPath): Promise<ScriptFile> {
  const found = FOLDERS.map((folder) => new URL(`${folder}${path}`, import.meta.url)).find((url) => existsSync(url));
  if (found === undefined) throw new ScriptNotBuilt(path);
  const text = await readFile(found);
  const digest = createHash('sha256').update(text).digest('base64url');
  const [br, gzipped] = await Promise.all([promisify(brotliCompress)(text, BROTLI), promisify(gzip)(text)]);
  return { text, encoded: { br, gzip: gzipped }, etag: `W/"${digest}"` };
}

function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim());
  return tags.includes('*') || tags.includes(etag);
}

function takes(acceptEncoding: string | undefined, name: string): boolean {
  return new RegExp(`\\b${name}\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))`).test(acceptEncoding ?? '');
}
