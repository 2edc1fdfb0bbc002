import * as fc from 'fast-check';

/** Small numbers: which person, ticket, comment, file; taken modulo what there is. */
const index = fc.nat({ max: 20 });
const mostly = fc.constantFrom(true, true, true, false);
const named = <const T extends string>(name: T) => fc.constant(name);

/** Types of which people choose the channels here: the most frequent ones, one that is a second choice, and one of tickets. */
export const CHOSEN_TYPES = ['comment_on_ticket', 'reply_to_comment', 'ticket_updated', 'attachment_added'] as const;

/** What one of the people does next. */
export const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: named('open'), by: index }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: named('comment'),
      by: index,
      on: index,
      internal: fc.boolean(),
      reply: fc.boolean(),
      mention: fc.option(index, { freq: 3 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: named('edit'), by: index, on: index }) },
  { weight: 8, arbitrary: fc.record({ do: named('hide'), by: index, on: index, internal: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: named('erase'), by: index, on: index }) },
  { weight: 6, arbitrary: fc.record({ do: named('attach'), by: index, on: index, toComment: mostly }) },
  { weight: 2, arbitrary: fc.record({ do: named('replace'), by: index, on: index }) },
  { weight: 1, arbitrary: fc.record({ do: named('detach'), by: index, on: index }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: named('change'),
      by: index,
      on: index,
      field: fc.constantFrom('title', 'status', 'assignee_id', 'requester_id'),
      to: index,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: named('watch'), by: index, on: index, who: index }) },
  { weight: 2, arbitrary: fc.record({ do: named('unwatch'), by: index, on: index, who: index }) },
  { weight: 3, arbitrary: fc.record({ do: named('mute'), by: index, on: index, muted: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: named('prefer'),
      by: index,
      type: fc.constantFrom(...CHOSEN_TYPES),
      channels: fc.record({ inbox: fc.boolean(), socket: fc.boolean(), webhook: fc.boolean() }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: named('delete'), on: index }) },
  { weight: 2, arbitrary: fc.record({ do: named('deactivate'), who: index }) },
  { weight: 3, arbitrary: fc.record({ do: named('reactivate'), who: index }) },
  { weight: 4, arbitrary: fc.record({ do: named('leave'), by: index }) },
  { weight: 4, arbitrary: fc.record({ do: named('return'), by: index }) },
);
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
/** One of the steps, by what is done. */
export type Doing<What extends Step['do']> = Extract<Step, { do: What }>;

export const roomChoice = fc.constantFrom<string[]>(
  ['tickets', 'comments', 'attachments'],
  ['tickets', 'attachments'],
  ['comments'],
  [],
);
