import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'content-disposition';
import { request } from 'node:http';
import type { AttachmentAnswer } from '../../src/attachments/attachments.answers.js';
import { Stage } from '../support/servers/stage.js';
import type { Person } from '../support/people/person.js';
import { attach, download, released, send, sha256 } from '../support/network/uploads.js';

const TEXT = '0123456789';

let app: Stage;
let requester: Person;
let file: AttachmentAnswer;

beforeAll(async () => {
  app = await Stage.start();
  requester = await app.accounts.person('user');
  const { id } = await requester.createTicket();
  file = await attach(app, requester, id, { bytes: TEXT, name: 'digits.txt' });
});

afterEach(() => released(app));

afterAll(() => app?.close());

describe('a download', () => {
  it('is never displayed, run or content-sniffed by a browser', async () => {
    const { status, headers } = await download(app, requester, file.id);
    expect(status).toBe(200);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/plain',
      'content-length': '10',
      'content-disposition': 'attachment; filename=digits.txt',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-cache',
      etag: `"${sha256(TEXT)}"`,
    });
  });

  it('answers HEAD with the headers only', async () => {
    const response = await fetch(`${app.url}/api/attachments/${file.id}/content`, {
      method: 'HEAD',
      headers: { authorization: `Bearer ${requester.token}` },
    });
    expect({ status: response.status, length: response.headers.get('content-length') }).toEqual({
      status: 200,
      length: '10',
    });
  });

  it('is skipped when the client has this version, and sent when it has another one', async () => {
    const tag = `"${sha256(TEXT)}"`;
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const { status, bytes, headers } = await download(app, requester, file.id, { 'if-none-match': known });
      expect({ status, length: bytes.length, etag: headers.get('etag') }).toEqual({
        status: 304,
        length: 0,
        etag: tag,
      });
    }
    expect((await download(app, requester, file.id, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('ends when the client disconnects, without a file left open', async () => {
    const { id } = await requester.createTicket();
    const large = await attach(app, requester, id, { bytes: Buffer.alloc(20_000_000, 'x'), name: 'large.txt' });
    await new Promise<void>((resolve, reject) => {
      const headers = { authorization: `Bearer ${requester.token}` };
      const going = request(`${app.url}/api/attachments/${large.id}/content`, { headers }, (response) => {
        response.once('data', () => {
          going.destroy();
          resolve();
        });
        response.on('error', () => undefined);
      });
      going.once('error', reject).end();
    });
    await released(app);
  });
});

describe('a range of a download', () => {
  it.each([
    ['bytes=0-3', '0123', '0-3'],
    ['bytes=4-', '456789', '4-9'],
    ['bytes=-3', '789', '7-9'],
    ['bytes=-300', TEXT, '0-9'],
    ['bytes=8-300', '89', '8-9'],
    ['bytes = 9-9', '9', '9-9'],
  ])('%s returns that part', async (range, part, place) => {
    const { status, headers, bytes } = await download(app, requester, file.id, { range });
    expect({ status, text: bytes.toString() }).toEqual({ status: 206, text: part });
    expect(headers.get('content-range')).toBe(`bytes ${place}/10`);
    expect(headers.get('content-length')).toBe(String(part.length));
    expect(headers.get('content-disposition')).toContain('attachment');
  });

  it.each(['bytes=10-', 'bytes=10-20', 'bytes=-0', 'bytes=999999999999-'])('%s is out of bounds', async (range) => {
    const { status, headers, bytes } = await download(app, requester, file.id, { range });
    expect({ status, place: headers.get('content-range') }).toEqual({ status: 416, place: 'bytes */10' });
    expect(JSON.parse(bytes.toString())).toMatchObject({ code: 'range_not_satisfiable' });
  });

  it.each(['bytes=5-2', 'bytes=', 'bytes=-', 'bytes=a-b', 'lines=0-1', 'bytes=0-1,4-5', 'bytes=0x1-2', '0-3'])(
    '%s is not a range: the whole file',
    async (range) => {
      const { status, bytes } = await download(app, requester, file.id, { range });
      expect({ status, text: bytes.toString() }).toEqual({ status: 200, text: TEXT });
    },
  );

  it('of another version returns the current file in full', async () => {
    const range = 'bytes=0-3';
    const same = await download(app, requester, file.id, { range, 'if-range': `"${sha256(TEXT)}"` });
    const other = await download(app, requester, file.id, { range, 'if-range': '"other"' });
    expect([same.status, other.status]).toEqual([206, 200]);
  });
});

describe('a hostile file name', () => {
  const cases: [string, string, string][] = [
    ['line breaks', 'a\r\nX-Evil: 1\r\n\r\n.png', 'aX-Evil 1.png'],
    ['quotes and backslashes', 'say "cheese".png', 'say "cheese".png'],
    ['a path', '../../etc/passwd', 'passwd'],
    ['a path of Windows', 'C:\\Windows\\System32\\evil.png', 'evil.png'],
    ['nothing but dots', '...', 'file'],
    ['a hidden file', '.htaccess', 'htaccess'],
    ['a name turned round', 'exe.\u202egpj.png', 'exe.gpj.png'],
    ['a NUL', 'a\u0000.png', 'a.png'],
    ['another alphabet', 'отчёт 報告 🎉.png', 'отчёт 報告 🎉.png'],
    ['parameters of its own', 'a.png; filename=evil.html', 'a.png; filename=evil.html'],
    ['percent escapes', "a%0d%0aX%20'*.png", "aX%20'*.png"],
    ['far too many characters', `${'ü'.repeat(400)}.png`, `${'ü'.repeat(125)}.png`],
  ];

  it.each(cases)('with %s does no harm', async (_what, name, kept) => {
    const { id } = await requester.createTicket();
    const answer = await send<AttachmentAnswer>(app, requester, `POST /api/tickets/${id}/attachments`, { name });
    expect(answer.status).toBe(201);
    expect(answer.body.filename.replace(':', '')).toBe(kept);
    const { headers, status } = await download(app, requester, answer.body.id);
    expect(status).toBe(200);
    expect(headers.get('x-evil')).toBeNull();
    const header = headers.get('content-disposition') ?? '';
    expect(header).toMatch(/^attachment; filename[*]?=[\x20-\x7e]+$/);
    expect(parse(header)).toMatchObject({ type: 'attachment', parameters: { filename: answer.body.filename } });
  });
});
