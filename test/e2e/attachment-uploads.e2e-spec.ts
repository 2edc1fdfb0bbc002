import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import type { AttachmentAnswer } from '../../src/attachments/attachments.answers.js';
import { Stage } from '../support/servers/stage.js';
import type { Person } from '../support/people/person.js';
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
  tidy,
} from '../support/network/uploads.js';

const MAX_BYTES = 1_000_000;

/** What `fetch` asks for with a stream, and its declared type does not know. */
const STREAMED: object = { duplex: 'half' };

let app: Stage;
let requester: Person;

beforeAll(async () => {
  app = await Stage.start({ UPLOAD_MAX_BYTES: String(MAX_BYTES) });
  requester = await app.accounts.person('user');
});

afterEach(() => released(app));

afterAll(() => app?.close());

async function route(): Promise<string> {
  return `POST /api/tickets/${(await requester.createTicket()).id}/attachments`;
}

describe('the size of an attachment', () => {
  it('may be exactly the limit, and all bytes are returned', async () => {
    const bytes = Buffer.from(randomBytes(MAX_BYTES / 2).toString('hex'));
    const { body } = await send<AttachmentAnswer>(app, requester, await route(), { bytes, name: 'a.txt' });
    expect(body).toMatchObject({ size: MAX_BYTES, sha256: sha256(bytes) });
    expect((await download(app, requester, body.id)).bytes.equals(bytes)).toBe(true);
  });

  it('above the limit is answered 413, announced or not, and nothing is stored', async () => {
    for (const size of [MAX_BYTES + 1, MAX_BYTES + 100_000, MAX_BYTES * 3]) {
      const answer = await send(app, requester, await route(), { bytes: Buffer.alloc(size, 'a'), name: 'a.txt' });
      expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 413, code: 'payload_too_large' });
      expect(answer.body.detail).toContain(String(MAX_BYTES));
    }
    const [, path] = (await route()).split(' ');
    const form = rawForm(MAX_BYTES * 3);
    const chunked = await fetch(`${app.url}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${requester.token}`,
        'content-type': 'multipart/form-data; boundary=a-boundary-of-the-tests',
      },
      body: new Blob([form]).stream(),
      ...STREAMED,
    });
    expect(chunked.status).toBe(413);
    await tidy(app);
  });
});

describe('a failed upload stores nothing', () => {
  it('when the connection is cut at any point', async () => {
    const form = rawForm(400_000);
    const target = await route();
    const before = (await filesOf(app)).length;
    for (const sent of [0, 30, 100, 200, 70_000, 150_000, 399_000, 400_090, form.length - 4, form.length - 1]) {
      const socket = await beginUpload(app, requester, { route: target, length: form.length });
      await new Promise((resolve) => socket.write(form.subarray(0, sent), resolve));
      // Cut only once the server has it in its hands: beyond the head it writes to the disk.
      if (sent >= 150_000) await until(async () => (await filesOf(app)).length > before);
      socket.destroy();
      await until(async () => (await filesOf(app)).length === before);
      await released(app);
    }
    await tidy(app);
    expect((await requester.get<{ items: unknown[] }>(target.slice('POST '.length))).body.items).toEqual([]);
  });

  it('when the form is incomplete', async () => {
    const [, path] = (await route()).split(' ');
    const answer = await fetch(`${app.url}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${requester.token}`,
        'content-type': 'multipart/form-data; boundary=a-boundary-of-the-tests',
      },
      body: new Uint8Array(rawForm(200_000).subarray(0, 150_000)),
    });
    expect(answer.status).toBe(400);
    await tidy(app);
  });

  it('when the row cannot be written', async () => {
    const target = await route();
    const made = await attach(app, requester, target.split('/')[3] ?? '');
    await app.dataSource.query(`
      CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
      CREATE CONSTRAINT TRIGGER failing AFTER INSERT OR UPDATE ON attachments
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fail()`);
    try {
      expect((await send(app, requester, target)).status).toBe(500);
      expect((await send(app, requester, `PUT /api/attachments/${made.id}`, { name: 'b.png' })).status).toBe(500);
    } finally {
      await app.dataSource.query('DROP TRIGGER failing ON attachments; DROP FUNCTION fail');
    }
    await tidy(app);
    expect((await download(app, requester, made.id)).bytes.equals(PNG)).toBe(true);
  });

  it('when the ticket is deleted during the upload', async () => {
    const target = await route();
    const id = target.split('/')[3];
    const lock = { sql: 'DELETE FROM tickets WHERE id = $1', parameters: [id], waiters: 1 };
    const { status } = await app.accounts.whileHolding(lock, () => send(app, requester, target));
    expect(status).toBe(404);
    await tidy(app);
  });

  it('when there are two files, or too many fields', async () => {
    const [, path] = (await route()).split(' ');
    const form = new FormData();
    for (const name of ['a.png', 'b.png']) form.append('file', new Blob([PNG]), name);
    const headers = { authorization: `Bearer ${requester.token}` };
    expect((await fetch(`${app.url}${path}`, { method: 'POST', headers, body: form })).status).toBe(400);
    const fields = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`f${index}`, 'x']));
    expect((await send(app, requester, await route(), { fields })).status).toBe(400);
    expect((await send(app, requester, await route(), { fields: { comment_id: 'x'.repeat(2_000) } })).status).toBe(400);
    await tidy(app);
  });
});
