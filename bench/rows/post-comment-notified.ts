import {
  compare,
  ratioFinding,
  type Finding,
  type Measured,
  type Row,
  type RowOptions,
  type RowResult,
} from '../harness.js';
import type { Person } from '../processes/application.js';
import type { BareTransactionCommands } from '../processes/bare-transaction.js';
import type { ReceiverCommands } from '../processes/receivers.js';
import type { SocketCommands } from '../processes/sockets.js';
import { giveWebhooks } from '../support/audience.js';
import { BARE_TRANSACTION, bareTransaction } from '../support/bare-desk.js';
import { Child } from '../support/child.js';
import { commentFor, commentTimes, type Writer } from '../support/commenting.js';
import { allSent } from '../support/delivery-tables.js';
import { Stage } from '../support/stage.js';

const CONNECTIONS = 20;
const DRAINED_WITHIN_MS = 1_000;

export const postCommentNotified: Row = notified({ name: 'post-comment-notified', tickets: 100, atLeast: 0.45 });
export const postCommentOneTicket: Row = notified({ name: 'post-comment-one-ticket', tickets: 1, atLeast: 0.45 });

interface Variant {
  name: string;
  tickets: number;
  atLeast: number;
}

interface Cast {
  stage: Stage;
  sockets: Child<SocketCommands>;
  receivers: Child<ReceiverCommands>;
  bare: Child<BareTransactionCommands>;
}

function notified(variant: Variant): Row {
  const tickets = variant.tickets === 1 ? 'one ticket' : `${variant.tickets} tickets`;
  return {
    name: variant.name,
    title: `POST comment, a socket and a webhook recipient each, ${tickets}, 20 connections`,
    run: (options) =>
      Stage.with(async (stage) => {
        const sockets = Child.start<SocketCommands>('processes/sockets.ts');
        const receivers = Child.start<ReceiverCommands>('processes/receivers.ts');
        const bare = Child.start<BareTransactionCommands>('processes/bare-transaction.ts');
        try {
          return await run({ stage, sockets, receivers, bare }, variant, options);
        } finally {
          await Promise.all([sockets.stop(), receivers.stop(), bare.stop()]);
        }
      }),
  };
}

async function run(cast: Cast, variant: Variant, { pairs, sliceMs, warmUp }: RowOptions): Promise<RowResult> {
  const { stage, bare } = cast;
  const writers = await writersFor(cast, variant.tickets);
  const drain = await drainOf(cast);
  const drainsMs: number[] = [];
  const figure = async () => {
    await stage.application.ask('record', true);
    const slice = await commentFor(stage, writers, sliceMs);
    drainsMs.push(await drain(slice.operations));
    await allSent(stage);
    return slice;
  };
  const withoutEvents = async () => {
    await stage.application.ask('record', false);
    return commentFor(stage, writers, sliceMs);
  };
  await commentTimes(stage, writers, warmUp);
  await drain(warmUp);
  const sides = {
    figure: { slice: figure, spent: stage.spent },
    ceiling: await bareTransaction(stage, bare, { writers, sliceMs, warmUp }),
    beside: { 'without events': { slice: withoutEvents, spent: stage.spent } },
  };
  await compare(sides, 1);
  drainsMs.length = 0;
  const comparison = await compare(sides, pairs);
  const longest: Finding = {
    what: 'longest drain after a slice: every push and every webhook received',
    value: Math.max(...drainsMs),
    unit: 'ms',
    atMost: DRAINED_WITHIN_MS,
  };
  return {
    findings: [
      ratioFinding(comparison, variant.atLeast),
      { what: 'ratio to itself without events', value: comparison.beside[0]?.ratio ?? Number.NaN, unit: '' },
      ...endToEnd(comparison.figure),
      longest,
    ],
    comparison,
    notes: [
      BARE_TRANSACTION,
      'CPU and WAL of the figure are those of everything that a comment leads to: event, dispatch, notification, push, delivery and its result.',
    ],
  };
}

/** All that is spent until the last push and webhook are received and their results are stored. */
function endToEnd({ spent }: Measured): Finding[] {
  return [
    { what: 'CPU of the application, end to end', value: spent.applicationMs, unit: 'ms each' },
    { what: 'CPU of the database, end to end', value: spent.databaseMs, unit: 'ms each' },
    { what: 'WAL, end to end', value: spent.walBytes, unit: 'bytes each' },
  ];
}

/** One agent answers; each ticket has a requester of its own, with a socket and a webhook. */
async function writersFor({ stage, sockets, receivers }: Cast, tickets: number): Promise<Writer[]> {
  const [agent] = await stage.application.ask('hire', { role: 'agent', count: 1 });
  if (agent === undefined) throw new Error('The desk has no staff.');
  const requesters = await stage.application.ask('hire', { role: 'user', count: tickets });
  const ticketIds = await Promise.all(requesters.map((requester) => stage.ticket(requester, agent)));
  await stage.dispatched();
  await giveWebhooks(stage, requesters, await receivers.ask('open', tickets));
  for (const requester of requesters) await sockets.ask('connect', crowdOf(stage, requester));
  return Array.from({ length: CONNECTIONS }, (_, index) => ({
    person: agent,
    ticketIds: tickets === 1 ? ticketIds : ticketIds.filter((_id, place) => place % CONNECTIONS === index),
  }));
}

function crowdOf(stage: Stage, { token }: Person) {
  return {
    name: 'requesters',
    url: stage.url,
    auth: { token },
    count: 1,
    message: 'notification',
    waitsForReady: true,
  };
}

/** Waits until so many more have come to either side. @returns how long that took, in ms */
async function drainOf({ sockets, receivers }: Cast): Promise<(comments: number) => Promise<number>> {
  let pushed = (await sockets.ask('state', 'requesters')).total;
  let posted = (await receivers.ask('state')).total;
  return async (comments) => {
    pushed += comments;
    posted += comments;
    const startedAt = performance.now();
    await Promise.all([
      sockets.ask('reach', { name: 'requesters', total: pushed }),
      receivers.ask('reach', { total: posted }),
    ]);
    return performance.now() - startedAt;
  };
}
