import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AttachmentAnswer } from '../../src/attachments/attachments.answers.js';
import { Stage } from '../support/servers/stage.js';
import type { Person } from '../support/people/person.js';
import { attach, download, PNG, released, send, tidy, type Upload } from '../support/network/uploads.js';

let app: Stage;
let requester: Person;

beforeAll(async () => {
  app = await Stage.start();
  requester = await app.accounts.person('user');
});

afterEach(() => released(app));

afterAll(() => app?.close());

async function route(): Promise<string> {
  return `POST /api/tickets/${(await requester.createTicket()).id}/attachments`;
}

describe('the type of an attachment', () => {
  const text = (bytes: string | Uint8Array, name: string): Upload => ({ bytes, name, type: 'image/png' });
  const cases: [string, Upload, string][] = [
    ['a picture that says it is a page', { bytes: PNG, name: 'page.html', type: 'text/html' }, 'image/png'],
    ['a picture without a name to tell by', { bytes: PNG, name: 'blob' }, 'image/png'],
    ['a PDF that says it is a picture', { bytes: '%PDF-1.7\n…', name: 'a.png', type: 'image/png' }, 'application/pdf'],
    ['text', text('hello\nworld', 'a.log'), 'text/plain'],
    ['text of a name that means nothing', text('hello', 'a.exe'), 'text/plain'],
    ['text in an 8-bit character set', text(Buffer.from('Gr\xfc\xdfe', 'latin1'), 'a.txt'), 'text/plain'],
    ['text in UTF-16', text(Buffer.from('\ufeffGrüße, 世界', 'utf16le'), 'a.txt'), 'text/plain'],
    ['a table in UTF-16', text(Buffer.from('\ufeffa;b\n1;2\n'.repeat(30_000), 'utf16le'), 'a.csv'), 'text/csv'],
    ['a table in UTF-16, high byte first', text(Buffer.from('\ufeffa;b\n', 'utf16le').swap16(), 'a.csv'), 'text/csv'],
    ['a table', text('a;b\n1;2\n', 'a.CSV'), 'text/csv'],
    ['JSON', text('{"a":1}', 'a.json'), 'application/json'],
    ['Markdown', text('# Title', 'a.md'), 'text/markdown'],
  ];

  it.each(cases)('is detected from the bytes: %s', async (_what, upload, expected) => {
    const { body } = await send<AttachmentAnswer>(app, requester, await route(), upload);
    expect(body.content_type).toBe(expected);
    const { headers } = await download(app, requester, body.id);
    expect(headers.get('content-type')).toBe(expected);
  });

  const lies: [string, Upload][] = [
    [
      'a page that says it is a picture',
      { bytes: '<!DOCTYPE html><script>1</script>', name: 'a.png', type: 'image/png' },
    ],
    ['a page behind whitespace and a byte order mark', text('\ufeff \n\t<hTmL>', 'a.txt')],
    ['a page in UTF-16', text(Buffer.from('\ufeff<html>', 'utf16le'), 'a.txt')],
    ['a mark of UTF-16 before other bytes', text(Buffer.from([0xff, 0xfe, 0, 0, 1, 2, 0, 0xd8, 0, 0]), 'a.csv')],
    [
      'text in UTF-16 that turns binary far behind its head',
      text(Buffer.concat([Buffer.from('\ufeff' + 'a'.repeat(100_000), 'utf16le'), Buffer.from([0, 0])]), 'a.csv'),
    ],
    ['a script tag alone', text('<script src=//x>', 'a.txt')],
    ['a drawing with scripts', { bytes: '<svg xmlns="x" onload="y">', name: 'a.svg', type: 'image/svg+xml' }],
    ['a drawing behind an XML declaration', { bytes: '<?xml version="1.0"?><svg/>', name: 'a.png', type: 'image/png' }],
    ['a program', { bytes: Buffer.from('MZ\x90\0\x03\0\0\0\x04', 'latin1'), name: 'a.pdf', type: 'application/pdf' }],
    ['a program for Linux', { bytes: Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0\0', 'latin1'), name: 'a.txt' }],
    ['bytes of no known kind', { bytes: Buffer.from([0, 1, 2, 3]), name: 'a.png', type: 'image/png' }],
    [
      'text that turns binary far behind its head',
      { bytes: Buffer.concat([Buffer.alloc(300_000, 'a'), Buffer.from([0])]) },
    ],
  ];

  it.each(lies)('is refused because of the bytes, and nothing is stored: %s', async (_what, upload) => {
    const answer = await send(app, requester, await route(), upload);
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 415, code: 'unsupported_media_type' });
    await tidy(app);
  });

  it('is checked against the operator’s list', async () => {
    const other = await Stage.start({ UPLOAD_TYPES: 'IMAGE/*, text/html' });
    const theirs = await other.accounts.person('user');
    const { id } = await theirs.createTicket();
    expect((await attach(other, theirs, id)).content_type).toBe('image/png');
    expect((await attach(other, theirs, id, { bytes: '<html>' })).content_type).toBe('text/html');
    const refused = await send(other, theirs, `POST /api/tickets/${id}/attachments`, { bytes: 'text' });
    expect(refused.status).toBe(415);
    await other.close();
  });
});
