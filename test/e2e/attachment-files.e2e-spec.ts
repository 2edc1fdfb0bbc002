import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AttachmentAnswer } from '../../src/attachments/attachments.answers.js';
import { FileCleanup } from '../../src/attachments/file-cleanup.js';
import { FileStore } from '../../src/attachments/storage/file-store.js';
import { newId } from '../../src/common/ids.js';
import { Stage } from '../support/servers/stage.js';
import { Accounts } from '../support/people/accounts.js';
import type { Person } from '../support/people/person.js';
import { type Json } from '../support/sockets/socket.js';
import { until } from '../support/until.js';
import { attach, download, filesOf, released, send, sha256, tidy } from '../support/network/uploads.js';

let app: Stage;
let desk: Accounts;
let admin: Person;
let requester: Person;

beforeAll(async () => {
  app = await Stage.start();
  desk = app.accounts;
  [admin, requester] = await Promise.all([desk.person('admin'), desk.person('user')]);
});

afterEach(() => released(app));

afterAll(() => app?.close());

const store = () => app.app.get(FileStore, { strict: false });

describe('a stored file is removed', () => {
  it('when it is replaced, after the new one is committed', async () => {
    const { id } = await requester.createTicket();
    const made = await attach(app, requester, id);
    const before = await filesOf(app);
    const same = await send<AttachmentAnswer>(app, requester, `PUT /api/attachments/${made.id}`);
    expect(same.body).toEqual(made);
    expect(await filesOf(app)).toEqual(before);
    const upload = { bytes: 'new', name: 'new.txt' };
    const { body } = await send<AttachmentAnswer>(app, requester, `PUT /api/attachments/${made.id}`, upload);
    const fields = { filename: 'new.txt', content_type: 'text/plain', size: 3, sha256: sha256('new') };
    expect(body).toEqual(Object.assign(made, fields, { updated_at: expect.any(String) }));
    await tidy(app);
    expect((await download(app, requester, made.id)).bytes.toString()).toBe('new');
  });

  it('when its attachment, its comment or its ticket is deleted, even for 50 files with one ticket.deleted', async () => {
    const ticket = await requester.createTicket();
    const comment = await requester.comment(ticket.id);
    const one = await attach(app, requester, ticket.id);
    await attach(app, requester, ticket.id, { fields: { comment_id: comment.id } });
    for (let index = 0; index < 50; index += 1) await attach(app, requester, ticket.id, { bytes: `file ${index}` });
    await requester.delete(`/api/attachments/${one.id}`);
    await tidy(app);
    await requester.delete(`/api/comments/${comment.id}`);
    await tidy(app);
    await admin.delete(`/api/tickets/${ticket.id}`);
    await tidy(app);
    const events = await app.dataSource.query<{ type: string }[]>(
      `SELECT type FROM event_bodies WHERE ordering_key = $1 AND type LIKE '%.deleted' ORDER BY id`,
      [ticket.id],
    );
    expect(events.map(({ type }) => type)).toEqual(['attachment.deleted', 'comment.deleted', 'ticket.deleted']);
    expect(await desk.count('files_to_delete')).toBe(0);
  });

  it('with a ticket of 50 comments with one file each: one event, and tombstones in the inbox', async () => {
    const asker = await desk.person('user');
    const { id } = await asker.createTicket();
    const before = await filesOf(app);
    for (let index = 0; index < 50; index += 1) {
      const comment = await admin.comment(id);
      await attach(app, admin, id, { fields: { comment_id: comment.id } });
    }
    const socket = await app.connect(asker, { rooms: ['tickets', 'comments', 'attachments'] });
    await admin.delete(`/api/tickets/${id}`);
    await tidy(app);
    expect(await filesOf(app)).toEqual(before);
    const { id: last } = await asker.createTicket();
    await socket.waitFor(({ logged }) => logged.some((push: Json) => push.id === last), 'the next ticket');
    const told = socket.logged.map((push: Json) => push.event).filter((event: string) => event.endsWith('.deleted'));
    expect(told).toEqual(['ticket.deleted']);
    const { body } = await asker.get<Json>('/api/notifications?limit=200');
    const countOf = (type: string) => body.items.filter((item: Json) => item.type === type).length;
    const counts = ['attachment_added', 'comment_on_ticket', 'ticket_deleted'].map(countOf);
    expect([...counts, body.items.length]).toEqual([50, 50, 1, 101]);
    for (const { data } of body.items) expect(data).toMatchObject({ id: expect.any(String), deleted: true });
    socket.close();
  });

  it('even if the process dies between the commit and the removal', async () => {
    const key = newId();
    await store().write(key, bytesOf('left over'));
    await app.dataSource.query('INSERT INTO files_to_delete (storage_key) VALUES ($1), ($2)', [key, newId()]);
    await tidy(app);
    await until(async () => (await desk.count('files_to_delete')) === 0);
  });

  it('when no row has named it for an hour, but not earlier', async () => {
    const made = await attach(app, requester, (await requester.createTicket()).id);
    const [old, young] = [newId(), newId()];
    for (const key of [old, young]) await store().write(key, bytesOf(key));
    const uploads = app.config.uploads.folder;
    const draft = join(uploads, 'incoming', newId());
    await writeFile(draft, 'half');
    const past = new Date(Date.now() - 3_700_000);
    for (const path of await filesOf(app)) if (!path.endsWith(young)) await utimes(path, past, past);
    await app.get(FileCleanup).sweepOrphans();
    const left = await filesOf(app);
    expect(left.filter((path) => path.endsWith(old) || path === draft)).toEqual([]);
    expect(left.some((path) => path.endsWith(young) && dirname(path) !== uploads)).toBe(true);
    expect((await download(app, requester, made.id)).status).toBe(200);
    await store().remove(young);
    await tidy(app);
  });

  it('and a row whose file is lost answers with an error', async () => {
    const made = await attach(app, requester, (await requester.createTicket()).id, { bytes: 'soon lost' });
    const rows = await app.dataSource.query<{ storage_key: string }[]>(
      'SELECT storage_key FROM attachments WHERE id = $1',
      [made.id],
    );
    await store().remove(rows[0]?.storage_key ?? '');
    const { status, bytes } = await download(app, requester, made.id);
    expect({ status, code: JSON.parse(bytes.toString()).code }).toEqual({ status: 404, code: 'file_missing' });
    await requester.delete(`/api/attachments/${made.id}`);
    await tidy(app);
  });
});

async function* bytesOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}
