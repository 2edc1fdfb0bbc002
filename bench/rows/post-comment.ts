import { compare, ratioFinding, type Row, type RowOptions, type RowResult } from '../harness.js';
import type { BareTransactionCommands } from '../processes/bare-transaction.js';
import { BARE_TRANSACTION, bareTransaction } from '../support/bare-desk.js';
import { Child } from '../support/child.js';
import { commentFor, commentTimes, type Writer } from '../support/commenting.js';
import { Stage } from '../support/stage.js';

const CONNECTIONS = 20;
const TICKETS_EACH = 5;

export const postComment: Row = row('post-comment', 'info');
export const postCommentQuiet: Row = row('post-comment-quiet', 'warn');

function row(name: string, level: 'info' | 'warn'): Row {
  return {
    name,
    title: `POST comment, recorded and dispatched, no one to notify, 20 connections, log at \`${level}\``,
    run: (options) =>
      Stage.with(
        async (stage) => {
          const bare = Child.start<BareTransactionCommands>('processes/bare-transaction.ts');
          try {
            return await run(stage, bare, options);
          } finally {
            await bare.stop();
          }
        },
        { LOG_LEVEL: level },
      ),
  };
}

async function run(stage: Stage, bare: Child<BareTransactionCommands>, options: RowOptions): Promise<RowResult> {
  const { pairs, sliceMs, warmUp } = options;
  const writers = await loners(stage);
  const drainsMs: number[] = [];
  const figure = async () => {
    await stage.application.ask('record', true);
    const slice = await commentFor(stage, writers, sliceMs);
    drainsMs.push(await stage.dispatched());
    return slice;
  };
  const withoutEvents = async () => {
    await stage.application.ask('record', false);
    return commentFor(stage, writers, sliceMs);
  };
  await commentTimes(stage, writers, warmUp);
  await stage.dispatched();
  const sides = {
    figure: { slice: figure, spent: stage.spent },
    ceiling: await bareTransaction(stage, bare, { writers, sliceMs, warmUp }),
    beside: { 'without events': { slice: withoutEvents, spent: stage.spent } },
  };
  await compare(sides, 1);
  const comparison = await compare(sides, pairs);
  return {
    findings: [
      ratioFinding(comparison, 0.6),
      {
        what: 'ratio to itself without events',
        value: comparison.beside[0]?.ratio ?? Number.NaN,
        unit: '',
        atLeast: 0.8,
      },
      { what: 'longest wait for the dispatcher after a slice', value: Math.max(...drainsMs), unit: 'ms' },
    ],
    comparison,
    notes: [BARE_TRANSACTION],
  };
}

/** Requester and assignee of their tickets, so that there is no one else to notify. */
async function loners(stage: Stage): Promise<Writer[]> {
  const people = await stage.application.ask('hire', { role: 'agent', count: CONNECTIONS });
  return Promise.all(
    people.map(async (person) => {
      const ticketIds = [];
      for (let count = 0; count < TICKETS_EACH; count += 1) ticketIds.push(await stage.ticket(person, person));
      return { person, ticketIds };
    }),
  );
}
