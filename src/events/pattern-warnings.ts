import { ApiProperty } from '@nestjs/swagger';
import { nearName } from '../common/near-name.js';
import { originOf, publicDefinitions } from './catalogue/catalogue.js';
import { nounOf, patternsOf, takesType } from './event-patterns.js';

/** A warning about input that was accepted and probably does not do what was meant. */
export class Warning {
  @ApiProperty({ example: 'events' }) field: string;
  @ApiProperty({ example: '"tickets.created" matches no event type of this server. Did you mean "ticket.created"?' })
  message: string;
  @ApiProperty({ type: 'string', nullable: true, description: 'What was probably meant.', example: 'ticket.created' })
  suggestion: string | null;
}

const KNOWN = publicDefinitions();
const KNOWN_TYPES = KNOWN.map(({ type }) => type);
const KNOWN_PATTERNS = new Set(KNOWN_TYPES.flatMap(patternsOf));
const KNOWN_NOUNS = [...new Set(KNOWN_TYPES.map(nounOf))];

/** The event for one endpoint alone, independent of its patterns. */
const TEST_EVENT = 'webhook.test';

/**
 * One warning for each pattern that matches no event type of the catalogue. Any such name may still come from outside.
 */
export function patternWarnings(field: string, patterns: readonly string[]): Warning[] {
  return patterns.flatMap((pattern) => {
    if (pattern === TEST_EVENT) return [{ field, message: TEST_IS_SENT_BY_HAND, suggestion: null }];
    if (KNOWN_PATTERNS.has(pattern)) return [];
    const suggestion = nearPattern(pattern);
    return [
      { field, message: `"${pattern}" matches no event type of this server. ${hint(pattern, suggestion)}`, suggestion },
    ];
  });
}

/** Events and categories must both match: one warning when no known event can do so. */
export function categoryWarnings(events: readonly string[], categories: readonly string[]): Warning[] {
  const taken = KNOWN.filter(({ type }) => takesType(events, type));
  if (categories.length === 0 || taken.length === 0) return [];
  if (taken.some(({ category }) => categories.includes(category))) return [];
  const own = [...new Set(taken.map(({ category }) => category))].sort().join(', ');
  const message = `No known event of "events" is in ${categories.join(', ')}; they are in ${own}. Both must match.`;
  return [{ field: 'categories', message, suggestion: null }];
}

const TEST_IS_SENT_BY_HAND =
  '"webhook.test" is sent by POST /api/webhooks/{id}/test alone, whatever "events" is. It needs no entry here.';

function hint(pattern: string, suggestion: string | null): string {
  if (suggestion !== null) return `Did you mean "${suggestion}"?`;
  if (originOf(pattern) === 'log') return 'It never fires: events of this name are for the server itself.';
  const siblings = KNOWN_TYPES.filter((type) => nounOf(type) === nounOf(pattern));
  if (siblings.length > 0 && originOf(pattern) !== 'outside') return `Known are ${siblings.join(', ')}.`;
  return 'It fires only for events that another service sends by POST /api/events. GET /api/event-types lists the known ones.';
}

/** Noun and verb are compared separately: `order.created` is not a misspelt `user.created`. */
function nearPattern(pattern: string): string | null {
  const noun = nounOf(pattern);
  const nearNoun = KNOWN_NOUNS.includes(noun) ? noun : (nearName(noun, KNOWN_NOUNS) ?? longerNoun(noun));
  if (nearNoun === undefined) return null;
  if (pattern.endsWith('.*')) return nearNoun === noun ? null : `${nearNoun}.*`;
  const verb = pattern.slice(noun.length + 1);
  const verbs = KNOWN_TYPES.filter((type) => nounOf(type) === nearNoun).map((type) => type.slice(nearNoun.length + 1));
  const nearVerb = verbs.includes(verb) ? verb : nearName(verb, verbs);
  return nearVerb === undefined ? null : `${nearNoun}.${nearVerb}`;
}

/** `article` for `kb_article`. */
function longerNoun(noun: string): string | undefined {
  return KNOWN_NOUNS.find((known) => known.endsWith(`_${noun}`) || known.endsWith(`_${noun.replace(/s$/, '')}`));
}
