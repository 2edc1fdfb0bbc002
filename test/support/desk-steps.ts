import * as fc from 'fast-check';

/** Small numbers: which person, ticket, comment; taken modulo what there is. */
const index = fc.nat({ max: 20 });
/** What one of the people does next. */
export const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('open' as const), by: index }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('comment' as const),
      by: index,
      on: index,
      internal: fc.boolean(),
      reply: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('edit' as const), by: index, on: index }) },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('hide' as const), by: index, on: index, internal: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('erase' as const), by: index, on: index }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      by: index,
      on: index,
      field: fc.constantFrom('title', 'status', 'assignee_id', 'requester_id'),
      to: index,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('watch' as const), by: index, on: index, who: index }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('unwatch' as const), by: index, on: index, who: index }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), on: index }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('leave' as const), by: index }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('return' as const), by: index }) },
);
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

export const roomChoice = fc.constantFrom<string[]>(['tickets', 'comments'], ['tickets'], ['comments'], []);
