import type { Socket } from 'node:net';
import { JwtService } from '@nestjs/jwt';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { PASSWORD, type Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { hasChromium } from '../support/browser/chromium.js';
import { dashboardStage } from '../support/browser/dashboard-stage.js';
import { countEffort } from '../support/browser/effort.js';
import { everyPage, MAIN_ACTIONS } from '../support/browser/every-page.js';
import { cutOff, goTo, keyboardFaults, motionFaults } from '../support/browser/page-walk.js';
import type { Json } from '../support/sockets/socket.js';
import { until } from '../support/until.js';
import { Receiver } from '../support/receivers/receiver.js';

// A browser beside other tests takes its time.
jest.setTimeout(60_000);

const inBrowser = hasChromium() ? describe : describe.skip;

const LIVE = '[data-connection=live]';
/** Failed deliveries of an outage. */
const FAILED = 12;
/** Comments during a gap. */
const MANY = 100;

/** When the page showed a text for the first time. */
const NOTE_COMMENTS = `
  seenAt = {};
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) {
      for (const text of node.querySelectorAll?.('.written') ?? []) seenAt[text.textContent.trim()] ??= Date.now();
    }
  }).observe(document.body, { childList: true, subtree: true });`;

inBrowser('journeys through the dashboard', () => {
  const stage = dashboardStage({ WEBHOOK_RETRY_SCHEDULE: '1h' });
  let receiver: Receiver;

  beforeAll(async () => {
    receiver = await Receiver.start();
  });

  beforeEach(() => {
    receiver.reply = 200;
  });

  afterAll(() => receiver?.stop());

  const create = (title: string) => stage.office.people.requester.call('POST /api/tickets', { title });

  const comments = async ({ id }: Json) => {
    const { items } = await stage.office.people.agent.call(`GET /api/tickets/${id}/comments`);
    return items.length as number;
  };

  /** Gets the events of one type and no other, each in one attempt. */
  const webhook = (name: string, type: string) =>
    stage.office.people.admin.call('POST /api/webhooks', {
      name,
      url: `${receiver.url}/${name.toLowerCase()}`,
      events: [type],
      max_attempts: 1,
    });

  const send = (type: string, count: number) =>
    stage.office.people.admin.call('POST /api/events/batch', {
      events: Array.from({ length: count }, (_, at) => ({ type, data: { id: `p-${at}` } })),
    });

  const count = (page: Page, status: string, value: number) =>
    page.locator('dl > div', { hasText: status }).getByText(`${value}`, { exact: true }).waitFor();

  describe('an agent answers a ticket', () => {
    it('with three clicks', async () => {
      const ticket = await create('Answered by mouse');
      const { page } = await stage.open('/tickets', { as: stage.office.people.agent });
      const effort = await countEffort(page);
      await page.getByRole('link', { name: 'Answered by mouse' }).click();
      await page.getByRole('textbox', { name: 'Answer' }).click();
      await page.keyboard.type('Done');
      await page.getByRole('button', { name: 'Send', exact: false }).filter({ hasNotText: 'resolve' }).click();
      await page.getByRole('list', { name: 'Comments' }).getByText('Done').waitFor();
      expect(await effort.spent()).toEqual({ clicks: 3, keys: 'Done'.length });
      // The page shows it before it is stored, which moves the ticket to the top of everybody's list.
      await until(async () => (await comments(ticket)) === 1);
    });

    it('without a click, with four keys', async () => {
      await create('Answered by keys');
      const { page } = await stage.open('/tickets', { as: stage.office.people.agent });
      await page.getByRole('article', { name: 'Answered by keys' }).waitFor();
      const effort = await countEffort(page);
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Answered by keys' }).waitFor();
      await page.getByRole('textbox', { name: 'Answer' }).waitFor();
      await page.keyboard.press('r');
      await page.keyboard.type('Done');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('list', { name: 'Comments' }).getByText('Done').waitFor();
      expect(await effort.spent()).toEqual({ clicks: 0, keys: 4 + 'Done'.length });
    });
  });

  describe('an operator', () => {
    it('finds why a delivery failed in two clicks, and repairs the outage in four', async () => {
      await webhook('Orders', 'project.created');
      receiver.reply = 503;
      await send('project.created', FAILED);
      const tab = await stage.open('/tickets', { as: stage.office.people.admin });
      const { page } = tab;
      const effort = await countEffort(page);
      await page.getByRole('link', { name: 'Deliveries' }).click();
      await page.getByRole('listitem').filter({ hasText: 'Failed' }).first().click();
      const drawer = page.getByRole('dialog', { name: 'Delivery' });
      await drawer.getByText('answered 503').first().waitFor();
      expect((await effort.spent()).clicks).toBe(2);
      await tab.picture('journey-why');
      receiver.reply = 200;
      await drawer.getByRole('link', { name: 'Retry everything that failed for this webhook' }).click();
      const plan = page.getByRole('dialog', { name: 'Retry failed deliveries' });
      await plan.getByRole('button', { name: `Send ${FAILED} again` }).click();
      await count(page, 'Failed', 0);
      await count(page, 'Delivered', FAILED);
      expect(await effort.spent()).toEqual({ clicks: 4, keys: 0 });
      expect(receiver.accepted('/orders')).toHaveLength(FAILED);
    });

    it('repairs a webhook that its receiver disabled in four clicks', async () => {
      await webhook('Stock', 'project.deleted');
      receiver.reply = 500;
      await send('project.deleted', 3);
      await stage.office.settled();
      const tab = await stage.open('/tickets', { as: stage.office.people.admin });
      const { page } = tab;
      const effort = await countEffort(page);
      await page.getByRole('link', { name: 'Queue' }).click();
      const row = page.getByRole('listitem', { name: 'Stock' });
      await row.getByText('100% failed').waitFor();
      receiver.reply = 410;
      await send('project.deleted', 1);
      await row.getByText('Paused').waitFor();
      await send('project.deleted', 2);
      await row.getByText('2 held').waitFor();
      await tab.picture('journey-paused');
      receiver.reply = 200;
      await row.getByRole('button', { name: 'Resume Stock' }).click();
      await row.getByRole('button', { name: 'Retry failed deliveries of Stock' }).click();
      await page.getByRole('button', { name: 'Send 4 again' }).click();
      await count(page, 'Delivered', FAILED + 6);
      expect(await effort.spent()).toEqual({ clicks: 4, keys: 0 });
      expect(receiver.accepted('/stock')).toHaveLength(6);
    });

    it('answers “it never arrived” with Ctrl K, the number, Enter', async () => {
      await webhook('Shipping', 'ticket.updated');
      const ticket = await create('Never arrived');
      receiver.reply = 500;
      await stage.office.people.agent.call(`PATCH /api/tickets/${ticket.id}`, { priority: 'high' });
      const tab = await stage.open('/inbox', { as: stage.office.people.admin });
      const { page } = tab;
      const effort = await countEffort(page);
      const number = `${ticket.number}`;
      await page.keyboard.press('Control+k');
      await page.getByRole('textbox', { name: 'Find and go' }).waitFor();
      await page.keyboard.type(number);
      await page.keyboard.press('Enter');
      const answer = page.getByRole('region', { name: 'Did it arrive?' });
      await answer.getByText('ticket.updated').waitFor();
      const line = answer.getByRole('listitem').filter({ hasText: 'Shipping' });
      await line.getByText('Failed', { exact: true }).waitFor();
      await line.getByText('500').waitFor();
      const box = await line.boundingBox();
      expect((box?.y ?? 800) + (box?.height ?? 0)).toBeLessThan(800);
      await answer.getByRole('listitem').filter({ hasText: 'Some user' }).getByText('Notified').waitFor();
      expect(await effort.spent()).toEqual({ clicks: 0, keys: 2 + number.length });
      await stage.expectWellMade(tab, 'journey-arrived');
    });
  });

  it('every page works by keyboard alone, at a zoom of 200 %, narrow, and without motion', async () => {
    const tab = await stage.open('/inbox', { as: stage.office.people.admin });
    const { page } = tab;
    const faults: string[] = [];
    for (const place of await everyPage(stage.office, receiver.url)) {
      await goTo(page, place);
      const found = [...(await keyboardFaults(page)), ...(await cutOff(page)), ...(await motionFaults(page))];
      faults.push(...found.map((fault) => `${place.path}: ${fault}`));
    }
    for (const { button, dialog, ...place } of MAIN_ACTIONS) {
      await goTo(page, place);
      const action = page.locator('#content').getByRole('button', { name: button }).first();
      await action.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog', { name: dialog }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      // Back where it came from.
      await page.locator('button:focus', { hasText: button }).waitFor();
    }
    expect(faults).toEqual([]);
    // Some twenty pages, one after the other.
  }, 120_000);

  describe('two people on one ticket', () => {
    it('see each other within a second, and after a gap get everything once, in order', async () => {
      const { office } = stage;
      const ticket = await create('Two at once');
      const tab = await stage.open(`/tickets/${ticket.id}`, { as: office.people.agent });
      const { page } = tab;
      const thread = page.getByRole('list', { name: 'Comments' });
      await page.getByText('No answer yet.').waitFor();
      await page.evaluate(NOTE_COMMENTS);
      const delaysMs: number[] = [];
      for (const content of ['One.', 'Two.', 'Three.']) {
        const sentAt = Date.now();
        await office.comment(ticket, office.people.requester, { content });
        await thread.getByText(content).waitFor();
        delaysMs.push((await page.evaluate<number>(`seenAt['${content}']`)) - sentAt);
      }
      expect(Math.min(...delaysMs)).toBeLessThan(1_000);

      await page.context().setOffline(true);
      await page.locator('[data-connection=lost]').waitFor();
      const answer = page.getByRole('textbox', { name: 'Answer' });
      await answer.fill('Written offline.');
      await answer.press('Control+Enter');
      await page.getByText('The comment was not sent. It is kept.').waitFor();
      await burst(ticket, MANY);
      // What is dispatched once the page is back is no longer missed.
      await office.settled();
      await page.context().setOffline(false);
      await page.locator(LIVE).waitFor();
      await page.getByText(`${MANY} things happened while you were away.`).waitFor();
      await expectWholeThread(page, ticket);
      expect(await answer.inputValue()).toBe('Written offline.');
      await answer.press('Control+Enter');
      await thread.getByText('Written offline.').waitFor();
      await expectWholeThread(page, ticket);
      tab.forgive();
    });

    it('reconnect after a server restart, with everything that happened meanwhile', async () => {
      const { office } = stage;
      const { database } = office;
      const ticket = await create('Restarted');
      const path = `/tickets/${ticket.id}`;
      const sockets = new Set<Socket>();
      const prepare = (app: NestFastifyApplication) => {
        app.getHttpServer().on('connection', (socket: Socket) => sockets.add(socket));
      };
      const first = await Stage.start({}, { database, prepare });
      const tab = await stage.open('/inbox', { as: office.people.agent });
      const { page } = tab;
      await page.goto(`${first.url}${path}`);
      await page.locator(LIVE).waitFor();
      await page.evaluate('isSamePage = true');
      const closed = first.close();
      await page.locator('[data-connection=lost]').waitFor();
      // As the end of a process does. Browsers open connections in advance, and a server waits long for their first request.
      for (const socket of sockets) socket.destroy();
      await closed;
      await office.comment(ticket, office.people.requester, { content: 'While it was away.' });
      await office.settled();
      const second = await Stage.start({}, { database, prepare, port: Number(new URL(first.url).port) });
      await page.locator(LIVE).waitFor();
      await page.getByText('1 thing happened while you were away.').waitFor();
      await expectWholeThread(page, ticket);
      expect(await page.evaluate('isSamePage')).toBe(true);
      await page.goto('about:blank');
      tab.forgive();
      for (const socket of sockets) socket.destroy();
      await second.close();
    });

    it('lose nothing when the token expires or the session ends in the middle of work', async () => {
      const { office } = stage;
      const person = await office.accounts.person('agent');
      const ticket = await create('In the middle of work');
      const tab = await stage.open(`/tickets/${ticket.id}?from=work`, { as: person });
      const { page } = tab;
      const thread = page.getByRole('list', { name: 'Comments' });
      const answer = page.getByRole('textbox', { name: 'Answer' });
      await answer.fill('Unsent.');
      const refused: string[] = [];
      const expired = expiredTokenOf(person);
      await page.route('**/api/**', (route) => {
        const headers = route.request().headers();
        if (headers['authorization'] !== `Bearer ${person.access_token}`) return route.continue();
        refused.push(`${route.request().method()} ${new URL(route.request().url()).pathname}`);
        return route.continue({ headers: { ...headers, authorization: `Bearer ${expired}` } });
      });
      await answer.press('Control+Enter');
      await thread.getByText('Unsent.').waitFor();
      expect(refused).toContain(`POST /api/tickets/${ticket.id}/comments`);
      await page.unrouteAll({ behavior: 'wait' });
      await answer.fill('A draft.');
      await person.call('POST /api/auth/logout', { everywhere: true });
      const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
      await dialog.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.locator(LIVE).waitFor();
      expect(new URL(page.url()).search).toBe('?from=work');
      expect(await answer.inputValue()).toBe('A draft.');
      await answer.press('Control+Enter');
      await thread.getByText('A draft.').waitFor();
      await expectWholeThread(page, ticket);
      await (await office.accounts.login(person.email)).call('POST /api/notifications/webhooks/test');
      await page.locator('[data-unread="1"]').waitFor();
      tab.forgive();
    });
  });

  /** Sent all at once by the requester: the server decides on their order. */
  async function burst(ticket: Json, length: number): Promise<void> {
    const { office } = stage;
    const contents = Array.from({ length }, (_, at) => `Comment ${at}.`);
    await Promise.all(contents.map((content) => office.comment(ticket, office.people.requester, { content })));
  }

  /** On the screen stands what the server has, once and in its order. */
  async function expectWholeThread(page: Page, ticket: Json): Promise<void> {
    const { items } = await stage.office.people.agent.call(`GET /api/tickets/${ticket.id}/comments?limit=200`);
    const expected = (items as Json[]).map(({ content }) => content);
    const shown = page.locator('.comment .written');
    await until(async () => (await shown.count()) >= expected.length);
    expect((await shown.allTextContents()).map((text) => text.trim())).toEqual(expected);
  }

  /** As the server made it for the session, but past. */
  function expiredTokenOf({ access_token: token }: Person): string {
    const jwt = stage.office.get(JwtService);
    const { sub, sid } = jwt.decode<{ sub: string; sid: string }>(token);
    return jwt.sign({ sub, sid }, { expiresIn: -1 });
  }
});
