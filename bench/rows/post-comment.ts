import { compare, ratioFinding, type Row, type RowOptions, type RowResult } from '../harness.js';
import { commentFor, commentTimes, type Writer } from '../support/commenting.js';
import { Stage } from '../support/stage.js';

const CONNECTIONS = 20;
const TICKETS_EACH = 5;

export const postComment: Row = {
  name: 'post-comment',
  title: 'POST comment, recorded and dispatched, no one to notify, 20 connections',
  run: (options) => Stage.with((stage) => run(stage, options)),
};

async function run(stage: Stage, { pairs, sliceMs, warmUp }: RowOptions): Promise<RowResult> {
  const writers = await loners(stage);
  const drainsMs: number[] = [];
  const figure = async () => {
    await stage.application.ask('record', true);
    const slice = await commentFor(stage, writers, sliceMs);
    drainsMs.push(await stage.dispatched());
    return slice;
  };
  const ceiling = async () => {
    await stage.application.ask('record', false);
    return commentFor(stage, writers, sliceMs);
  };
  await commentTimes(stage, writers, warmUp);
  await ceiling();
  const sides = { figure: { slice: figure, cpu: stage.cpu }, ceiling: { slice: ceiling, cpu: stage.cpu } };
  const comparison = await compare(sides, pairs);
  return {
    findings: [
      ratioFinding(comparison, 0.75),
      { what: 'longest wait for the dispatcher after a slice', value: Math.max(...drainsMs), unit: 'ms' },
    ],
    comparison,
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
