import { createHash } from 'node:crypto';
import { readdir, readlink } from 'node:fs/promises';
import { connect as dial, type Socket } from 'node:net';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { AttachmentAnswer } from '../../../src/attachments/attachments.answers.js';
import type { Stage } from '../servers/stage.js';
import type { HttpAnswer, Person, Problem } from '../people/person.js';
import { until } from '../until.js';

/** One red pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
);

export interface Upload {
  readonly name?: string;
  readonly bytes?: Uint8Array | string;
  /** What the uploader claims. */
  readonly type?: string;
  readonly fields?: Readonly<Record<string, string>>;
  /** Of the part that carries the file. */
  readonly part?: string;
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Sends a form with one file, as a browser does. */
export async function send<T = Problem>(
  running: Pick<Stage, 'url'>,
  caller: Pick<Person, 'token'>,
  route: string,
  upload: Upload = {},
): Promise<HttpAnswer<T>> {
  const [method, path] = route.split(' ');
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields ?? {})) form.append(name, value);
  const content = new Blob([Buffer.from(upload.bytes ?? PNG)], { type: upload.type });
  form.append(upload.part ?? 'file', content, upload.name ?? 'pixel.png');
  const headers = { authorization: `Bearer ${caller.token}` };
  const response = await fetch(`${running.url}${path}`, { method, headers, body: form });
  return { status: response.status, headers: response.headers, body: (await response.json()) as T };
}

export async function attach(
  running: Pick<Stage, 'url'>,
  caller: Person,
  ticketId: string,
  upload: Upload = {},
): Promise<AttachmentAnswer> {
  const answer = await send<AttachmentAnswer>(running, caller, `POST /api/tickets/${ticketId}/attachments`, upload);
  if (answer.status !== 201) throw new Error(`expected 201, got ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

export interface Download {
  status: number;
  headers: Headers;
  bytes: Buffer;
}

export async function download(
  running: Pick<Stage, 'url'>,
  caller: Person,
  id: string,
  headers: Record<string, string> = {},
): Promise<Download> {
  const response = await fetch(`${running.url}/api/attachments/${id}/content`, {
    headers: { authorization: `Bearer ${caller.token}`, ...headers },
  });
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

/** Everything that lies under the uploads folder, whole or half written. */
export async function filesOf(running: Pick<Stage, 'config'>): Promise<string[]> {
  const entries = await readdir(running.config.uploads.folder, { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Files under the uploads folder that this process holds open; known on Linux only. */
export async function openFilesOf(running: Pick<Stage, 'config'>): Promise<string[]> {
  const names = await readdir('/proc/self/fd').catch(() => []);
  const targets = await Promise.all(names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')));
  return targets.filter((target) => target.startsWith(running.config.uploads.folder));
}

/** Waits until the files on the disk are those that rows name, no more and no less. */
export async function tidy(running: Pick<Stage, 'config' | 'dataSource'>): Promise<void> {
  const names = async () => (await filesOf(running)).map((path) => basename(path));
  await until(
    async () => {
      const rows = await running.dataSource.query<{ storage_key: string }[]>('SELECT storage_key FROM attachments');
      return isDeepStrictEqual(new Set(await names()), new Set(rows.map((row) => row.storage_key)));
    },
    { describe: () => 'files and rows differ' },
  );
}

/** Waits until nothing under the uploads folder is open. */
export async function released(running: Pick<Stage, 'config'>): Promise<void> {
  await until(async () => (await openFilesOf(running)).length === 0, { describe: () => 'a file stays open' });
}

const BOUNDARY = 'a-boundary-of-the-tests';

/** The bytes of a form whose one file has `size` bytes of text. */
export function rawForm(size: number): Buffer {
  return Buffer.concat([
    Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n`),
    Buffer.alloc(size, 'some text '),
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ]);
}

/** Begins an upload by hand, so that it can be cut off anywhere. */
export function beginUpload(
  running: Pick<Stage, 'url'>,
  caller: Person,
  request: { route: string; length: number },
): Promise<Socket> {
  const { hostname, port } = new URL(running.url);
  return new Promise((resolve, reject) => {
    const socket = dial(Number(port), hostname, () => {
      const [method, path] = request.route.split(' ');
      socket.write(
        `${method} ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${caller.token}\r\n` +
          `content-type: multipart/form-data; boundary=${BOUNDARY}\r\ncontent-length: ${request.length}\r\n\r\n`,
      );
      resolve(socket);
    });
    socket.once('error', reject);
  });
}
