import { describe, expect, it } from '@jest/globals';
import { publicDefinitions } from '../../../src/events/catalogue/catalogue.js';
import { patternsOf, takesType } from '../../../src/events/event-patterns.js';
import { categoryWarnings, patternWarnings } from '../../../src/events/pattern-warnings.js';

const suggestionOf = (pattern: string) => patternWarnings('events', [pattern]).map(({ suggestion }) => suggestion);

describe('event patterns', () => {
  it('match a type by its name, by the group of each of its levels, and by *', () => {
    expect(patternsOf('ticket.created')).toEqual(['ticket.created', 'ticket.*', '*']);
    expect(patternsOf('app.build.finished')).toEqual(['app.build.finished', 'app.build.*', 'app.*', '*']);
    expect(takesType(['app.build.*'], 'app.build.finished')).toBe(true);
    expect(takesType(['app.build.*'], 'app.builds.finished')).toBe(false);
  });
});

describe('a warning about event patterns', () => {
  it('is not given for a pattern that matches a known type', () => {
    const patterns = publicDefinitions().flatMap(({ type }) => patternsOf(type));
    const given = patternWarnings('events', [...new Set(patterns)]).map(({ message }) => message);
    expect(given).toEqual([expect.stringContaining('POST /api/webhooks/{id}/test alone')]);
  });

  it.each([
    ['tickets.created', 'ticket.created'],
    ['ticket.create', 'ticket.created'],
    ['tiket.craeted', 'ticket.created'],
    ['tickets.*', 'ticket.*'],
    ['comments.delete', 'comment.deleted'],
    ['article.published', 'kb_article.published'],
    ['articles.*', 'kb_article.*'],
    ['alert.resolve', 'alert.resolved'],
    ['payment.success', null],
    ['order.created', null],
    ['invoice.created', null],
    ['ticket.exploded', null],
    ['build.finished', null],
    ['inbox.changed', null],
  ])('for %s suggests %s', (pattern, suggestion) => {
    expect(suggestionOf(pattern)).toEqual([suggestion]);
    const [warning] = patternWarnings('events', [pattern]);
    expect(warning?.field).toBe('events');
    expect(warning?.message).toContain(`"${pattern}" matches no event type of this server.`);
    if (suggestion !== null) expect(warning?.message).toContain(`Did you mean "${suggestion}"?`);
  });

  it('lists the alternatives, or the source of such an event', () => {
    const [exploded, outside] = patternWarnings('events', ['ticket.exploded', 'build.finished']);
    expect(exploded?.message).toContain('Known are ticket.created, ticket.updated');
    expect(outside?.message).toContain('It fires only for events that another service sends by POST /api/events.');
  });

  it('is given for categories without an event of the patterns', () => {
    expect(categoryWarnings(['ticket.*'], ['BILLING'])).toEqual([
      {
        field: 'categories',
        message: 'No known event of "events" is in BILLING; they are in SUPPORT. Both must match.',
        suggestion: null,
      },
    ]);
    expect(categoryWarnings(['ticket.*', 'payment.*'], ['BILLING'])).toEqual([]);
    expect(categoryWarnings(['*'], ['BILLING'])).toEqual([]);
    expect(categoryWarnings(['ticket.*'], [])).toEqual([]);
    expect(categoryWarnings(['build.finished'], ['BILLING'])).toEqual([]);
  });
});
