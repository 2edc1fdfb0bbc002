import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TicketPage } from '../../src/tickets/tickets.answers.js';
import { wrongFields } from '../support/accounts.js';
import { startApp } from '../support/app.js';
import { Desk, type Caller, type Cast } from '../support/desk.js';

let app: Awaited<ReturnType<typeof startApp>>;
let desk: Desk;
let cast: Cast;
let agent: Caller;
let stranger: Caller;

beforeAll(async () => {
  app = await startApp();
  desk = new Desk(app.url, app.dataSource);
  cast = await desk.cast();
  ({ agent, stranger } = cast);
});

afterAll(() => app?.close());

describe('listing tickets', () => {
  it('gives each caller what he may see, newest first, in pages that neither skip nor repeat', async () => {
    const own = await desk.caller('user');
    const ids: string[] = [];
    for (let index = 0; index < 7; index += 1) ids.unshift((await own.createTicket({ title: `T${index}` })).id);
    const seen: string[] = [];
    let cursor: string | null = null;
    const sizes: number[] = [];
    do {
      const page: TicketPage = await own.tickets(`limit=3${cursor === null ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.items.map((ticket) => ticket.id));
      sizes.push(page.items.length);
      cursor = page.next_cursor;
      // Made while somebody pages: it must not shift what comes.
      if (seen.length === 3) await own.createTicket({ title: 'Late' });
    } while (cursor !== null);
    expect(seen).toEqual(ids);
    expect(sizes).toEqual([3, 3, 1]);
    expect((await stranger.tickets(`requester_id=${own.id}`)).items).toEqual([]);
    expect((await agent.tickets(`requester_id=${own.id}`)).items).toHaveLength(8);
  });

  it('filters by status, priority, people, company and tag', async () => {
    const company = await desk.company();
    const person = await desk.caller('user', { companyId: company.id });
    const first = await person.createTicket({ priority: 'high', tags: ['red', 'dark blue'] });
    const second = await person.createTicket({ priority: 'low' });
    const third = await person.createTicket({ priority: 'urgent' });
    await agent.patch(`/api/tickets/${first.id}`, { status: 'pending', assignee_id: agent.id });
    await agent.patch(`/api/tickets/${second.id}`, { status: 'resolved' });
    const list = async (query: string) =>
      (await agent.tickets(`requester_id=${person.id}&${query}`)).items.map((ticket) => ticket.id);
    expect(await list('status=pending')).toEqual([first.id]);
    expect(await list('status=pending,open')).toEqual([third.id, first.id]);
    expect(await list('priority=low,urgent')).toEqual([third.id, second.id]);
    expect(await list(`assignee_id=${agent.id.toUpperCase()}`)).toEqual([first.id]);
    expect(await list('assignee_id=none')).toEqual([third.id, second.id]);
    expect(await list(`company_id=${company.id}`)).toHaveLength(3);
    expect(await list(`company_id=${cast.acme.id}`)).toEqual([]);
    expect(await list('tag=dark%20blue')).toEqual([first.id]);
    expect(await list('tag=blue')).toEqual([]);
    expect(await list(`status=pending&tag=red&assignee_id=${agent.id}&priority=high`)).toEqual([first.id]);
  });

  it('searches titles and descriptions, and numbers', async () => {
    const person = await desk.caller('user');
    const vpn = await person.createTicket({ title: 'VPN drops', description: 'every night at ten, the tunnel dies' });
    const mail = await person.createTicket({ title: 'Mail is slow', description: `since the VPN; see #${vpn.number}` });
    const list = async (q: string) =>
      (await person.tickets(`q=${encodeURIComponent(q)}`)).items.map((ticket) => ticket.id);
    expect(await list('vpn')).toEqual([mail.id, vpn.id]);
    expect(await list('vpn -mail')).toEqual([vpn.id]);
    expect(await list('"tunnel dies"')).toEqual([vpn.id]);
    expect(await list('night or slow')).toEqual([mail.id, vpn.id]);
    expect(await list(`#${vpn.number}`)).toEqual([vpn.id]);
    expect(await list(String(vpn.number))).toEqual([mail.id, vpn.id]);
    expect(await list('')).toHaveLength(2);
    expect(await list('nothing like it')).toEqual([]);
    expect(await list(`'; DROP TABLE tickets; --`)).toEqual([]);
    expect((await stranger.tickets('q=tunnel')).items).toEqual([]);
  });

  it('uses the full-text index', async () => {
    const plan = await desk.dataSource.transaction(async (manager) => {
      await manager.query('SET LOCAL enable_seqscan = off');
      return manager.query<Record<string, string>[]>(
        `EXPLAIN SELECT FROM tickets ticket WHERE ticket.search_vector @@ websearch_to_tsquery('simple', 'x')`,
      );
    });
    expect(JSON.stringify(plan)).toContain('tickets_search');
  });

  it('names every offending filter', async () => {
    const bad = {
      status: 'open,done',
      priority: 'huge',
      assignee_id: 'x',
      requester_id: 'none',
      company_id: '1',
      tag: '',
      q: 'x'.repeat(201),
      limit: '201',
      colour: 'red',
    };
    const answer = await agent.get(`/api/tickets?${new URLSearchParams(bad).toString()}`);
    expect(wrongFields(answer)).toEqual(Object.keys(bad).sort());
    const wrongCursor = Buffer.from('["x"]').toString('base64url');
    for (const cursor of ['x', '!!', wrongCursor]) {
      expect(wrongFields(await agent.get(`/api/tickets?cursor=${cursor}`))).toEqual(['cursor']);
    }
    expect(wrongFields(await agent.get('/api/tickets?q=a&q=b'))).toEqual(['q']);
  });
});
