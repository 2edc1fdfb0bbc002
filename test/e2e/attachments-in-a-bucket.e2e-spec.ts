import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AttachmentAnswer } from '../../src/attachments/attachments.answers.js';
import { FileCleanup } from '../../src/attachments/file-cleanup.js';
import { newId } from '../../src/common/ids.js';
import { Stage } from '../support/servers/stage.js';
import { Bucket } from '../support/servers/bucket.js';
import type { Person, Problem } from '../support/people/person.js';
import { until } from '../support/until.js';
import {
  attach,
  beginUpload,
  download,
  filesOf,
  PNG,
  rawForm,
  released,
  send,
  sha256,
} from '../support/network/uploads.js';

const BYTES = Buffer.from(randomBytes(200_000).toString('hex'));

let bucket: Bucket;
let app: Stage;
let requester: Person;

beforeAll(async () => {
  bucket = await Bucket.start();
  app = await Stage.start(bucket.environment);
  requester = await app.accounts.person('user');
});
afterEach(async () => {
  bucket.close('open');
  await tidy();
  await released(app);
});
afterAll(async () => {
  await app?.close();
  await bucket.stop();
});

/** Waits until the bucket has exactly the files that rows name, and the disk none. */
async function tidy(): Promise<void> {
  await until(async () => {
    const rows = await app.dataSource.query<{ storage_key: string }[]>('SELECT storage_key FROM attachments');
    const named = rows.map(({ storage_key: key }) => `desk/files/${key.slice(-2)}/${key}`);
    const [found, onDisk] = [await bucket.names(), await filesOf(app)];
    return onDisk.length === 0 && JSON.stringify(found.toSorted()) === JSON.stringify(named.toSorted());
  });
}

async function keyOf({ id }: { id: string }): Promise<string> {
  const sql = 'SELECT storage_key FROM attachments WHERE id = $1';
  const [row] = await app.dataSource.query<{ storage_key: string }[]>(sql, [id]);
  const key = row?.storage_key ?? '';
  return `desk/files/${key.slice(-2)}/${key}`;
}

async function ticketRoute(): Promise<string> {
  return `POST /api/tickets/${(await requester.createTicket()).id}/attachments`;
}

function problemOf({ status, bytes }: { status: number; bytes: Buffer }): { status: number; code: string } {
  return { status, code: (JSON.parse(bytes.toString()) as Problem).code };
}

describe('a desk with its files in a bucket', () => {
  it('stores, returns, replaces and deletes files, and keeps none on disk', async () => {
    const ticket = await requester.createTicket();
    const made = await attach(app, requester, ticket.id, { bytes: BYTES, name: 'long.txt' });
    expect(made).toMatchObject({ size: BYTES.length, sha256: sha256(BYTES) });
    await tidy();
    expect((await download(app, requester, made.id)).bytes.equals(BYTES)).toBe(true);
    const part = await download(app, requester, made.id, { range: 'bytes=1000-1999' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 1000-1999/${BYTES.length}`);
    expect(part.bytes.equals(BYTES.subarray(1000, 2000))).toBe(true);
    const replaced = await send<AttachmentAnswer>(app, requester, `PUT /api/attachments/${made.id}`, { bytes: PNG });
    expect(replaced.body).toMatchObject({ id: made.id, content_type: 'image/png' });
    await tidy();
    expect((await download(app, requester, made.id)).bytes.equals(PNG)).toBe(true);
    await requester.delete(`/api/attachments/${made.id}`);
    await tidy();
  });

  it('sends nothing to the bucket from an aborted or refused upload', async () => {
    const route = await ticketRoute();
    const form = rawForm(400_000);
    const { connections } = bucket;
    for (const sent of [200, 150_000, 399_000]) {
      const socket = await beginUpload(app, requester, { route, length: form.length });
      await new Promise((resolve) => socket.write(form.subarray(0, sent), resolve));
      if (sent >= 150_000) await until(async () => (await filesOf(app)).length > 0);
      socket.destroy();
      await until(async () => (await filesOf(app)).length === 0);
    }
    const program = { bytes: Buffer.from('7f454c4602010100', 'hex'), name: 'a.png' };
    expect((await send(app, requester, route, program)).status).toBe(415);
    await tidy();
    expect(bucket.connections).toBe(connections);
  });

  it('sends a file again after a broken connection', async () => {
    bucket.close('open');
    bucket.cutsAfter.push(100_000);
    const { connections } = bucket;
    const made = await attach(app, requester, (await requester.createTicket()).id, { bytes: BYTES, name: 'a.txt' });
    expect(bucket.connections).toBe(connections + 2);
    expect((await download(app, requester, made.id)).bytes.equals(BYTES)).toBe(true);
  });

  it('answers 503 and writes no row while the bucket is down, and recovers with it', async () => {
    const made = await attach(app, requester, (await requester.createTicket()).id, { bytes: 'kept', name: 'a.txt' });
    const gone = await attach(app, requester, (await requester.createTicket()).id, { bytes: 'gone', name: 'b.txt' });
    const route = await ticketRoute();
    bucket.close('refused');
    const refused = await send(app, requester, route, { bytes: BYTES, name: 'c.txt' });
    expect(refused).toMatchObject({ status: 503, body: { code: 'storage_unavailable' } });
    expect(refused.headers.get('retry-after')).toBe('30');
    expect(JSON.stringify(refused.body)).not.toContain('S3');
    expect(problemOf(await download(app, requester, made.id))).toEqual({ status: 503, code: 'storage_unavailable' });
    expect((await requester.delete(`/api/attachments/${gone.id}`)).status).toBe(204);
    bucket.close('open');
    expect((await send(app, requester, route, { bytes: BYTES, name: 'c.txt' })).status).toBe(201);
    expect((await download(app, requester, made.id)).bytes.toString()).toBe('kept');
  });

  it('finds lost and unused files, and leaves foreign ones alone', async () => {
    const made = await attach(app, requester, (await requester.createTicket()).id);
    const orphan = newId();
    const others = [`desk/files/${newId()}`, 'desk/files/aa/notes.txt', `desk/other/${orphan}`, `files/aa/${newId()}`];
    for (const name of [...others, `desk/files/${orphan.slice(-2)}/${orphan}`]) await bucket.put(name);
    await app.get(FileCleanup).sweepOrphans();
    expect(await bucket.names()).toHaveLength(others.length + (await bucketed()) + 1);
    await app.get(FileCleanup).sweepOrphans(new Date(Date.now() + 7_200_000));
    const left = await bucket.names();
    expect(left).not.toContain(`desk/files/${orphan.slice(-2)}/${orphan}`);
    expect(left.filter((name) => others.includes(name)).toSorted()).toEqual(others.toSorted());
    for (const name of others) await bucket.remove(name);
    await bucket.remove(await keyOf(made));
    expect(problemOf(await download(app, requester, made.id))).toEqual({ status: 404, code: 'file_missing' });
    await requester.delete(`/api/attachments/${made.id}`);
  });
});

/** How many files rows name. */
async function bucketed(): Promise<number> {
  const [row] = await app.dataSource.query<{ count: number }[]>('SELECT count(*)::int AS count FROM attachments');
  return row?.count ?? 0;
}

describe('a desk configured with a bucket', () => {
  const start = (environment: Record<string, string>) =>
    Stage.start({ ...bucket.environment, ...environment }, { database: app.database });

  it('does not start when the bucket does not exist', async () => {
    await expect(start({ S3_BUCKET: 'elsewhere' })).rejects.toThrow('There is no bucket "elsewhere" (S3_BUCKET).');
  });

  it('starts while the bucket is unreachable, and everything else works', async () => {
    bucket.close('refused');
    const other = await start({});
    try {
      const route = await ticketRoute();
      expect((await send(other, requester, route)).status).toBe(503);
      bucket.close('open');
      expect((await send(other, requester, route)).status).toBe(201);
    } finally {
      await other.close();
    }
  });
});
