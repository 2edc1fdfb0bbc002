import { describe, expect, it } from '@jest/globals';
import {
  checkCatalogue,
  InvalidCatalogue,
  type CatalogueTargets,
} from '../../../src/events/catalogue/catalogue-check.js';
import { DEFINITIONS, findDefinition } from '../../../src/events/catalogue/catalogue.js';
import type { EventDefinition } from '../../../src/events/catalogue/event-definition.js';
import { AUDIENCES } from '../../../src/notifications/audiences.js';

const TARGETS = { audiences: AUDIENCES };

const TICKETS = findDefinition('ticket.created')?.push;

/** `ticket.created` with some of its fields replaced, which the compiler would refuse. */
function faultsOf(changed: object, targets: CatalogueTargets = TARGETS): readonly string[] {
  const definition = { ...findDefinition('ticket.created'), ...changed } as EventDefinition;
  try {
    checkCatalogue([definition, ...DEFINITIONS.filter(({ type }) => type !== 'ticket.created')], targets);
    return [];
  } catch (error) {
    if (error instanceof InvalidCatalogue) return error.faults;
    throw error;
  }
}

describe('the start-up check of the catalogue', () => {
  it('accepts the catalogue as it is', () => {
    expect(() => checkCatalogue(DEFINITIONS, TARGETS)).not.toThrow();
    expect(faultsOf({})).toEqual([]);
  });

  it('refuses an audience without a rule', () => {
    const { new_ticket: _missing, ...audiences } = AUDIENCES;
    expect(faultsOf({ needsAdmins: 'never' }, { audiences })).toEqual([
      'ticket.created has the audience `new_ticket`, which does not exist.',
    ]);
  });

  it('refuses an audience that reads admins that are not loaded, and the reverse', () => {
    expect(faultsOf({ needsAdmins: 'never' })).toEqual([expect.stringContaining('set `needsAdmins`')]);
    expect(faultsOf({ audiences: [] })).toEqual([expect.stringContaining('none of its audiences reads them')]);
    expect(faultsOf({ needsAdmins: 'while-unassigned', subject: 'user' })).toContainEqual(
      expect.stringContaining('hangs on no ticket'),
    );
  });

  it.each([
    [
      'a room that two pushes describe',
      { push: { ...TICKETS, message: 'ticket.news' } },
      'the room `tickets` a second',
    ],
    ['a message that two rooms are sent', { push: { ...TICKETS, room: 'lobby' } }, 'the message of another room'],
    ['a missing schema', { schema: {} }, 'has no JSON Schema'],
    [
      'a schema that does not describe what it requires',
      { schema: { type: 'object', properties: {}, required: ['id'] } },
      'requires `id`',
    ],
    ['an example that lacks what the schema requires', { example: {}, people: [] }, 'which its example lacks'],
    ['people in fields that are not there', { people: ['owner_id'] }, 'names people by `owner_id`'],
    ['a name that is no name', { type: 'Ticket created' }, 'is no event name'],
    ['an event of the desk that nothing triggers', { triggers: [] }, 'must have triggers'],
    ['a part of something that has no parts', { part: 'comment', subject: 'user' }, 'its subject must be `ticket`'],
    ['rights of a user revoked by an event on a ticket', { revokesAccess: 'of-user' }, 'revokes rights of a user'],
  ])('refuses %s', (_what, changed, fault) => {
    expect(faultsOf(changed)).toContainEqual(expect.stringContaining(fault));
  });

  it('refuses a type that is defined twice, and reports all faults at once', () => {
    const twice = [...DEFINITIONS, { ...DEFINITIONS[0], schema: {} } as EventDefinition];
    expect(() => checkCatalogue(twice, TARGETS)).toThrow(/ticket\.created is defined twice\.\n.*no JSON Schema/);
  });
});
