import type { EventDefinition } from './event-definition.js';

/** What the catalogue refers to and other folders provide. */
export interface CatalogueTargets {
  /** By name. */
  readonly audiences: Readonly<Record<string, { readonly readsAdmins: boolean }>>;
}

/**
 * The catalogue contradicts itself or refers to something unknown. The server must not start: events would be lost or
 * leak.
 */
export class InvalidCatalogue extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The event catalogue is wrong:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
  }
}

/** @throws InvalidCatalogue that lists every fault */
export function checkCatalogue(definitions: readonly EventDefinition[], targets: CatalogueTargets): void {
  const faults = definitions.flatMap((definition, index) => {
    const isTwice = definitions.findIndex(({ type }) => type === definition.type) < index;
    const own = [
      ...(isTwice ? ['is defined twice'] : []),
      ...traitFaults(definition),
      ...audienceFaults(definition, targets),
      ...pushFaults(definition, definitions),
      ...shapeFaults(definition),
    ];
    return own.map((fault) => `${definition.type} ${fault}.`);
  });
  if (faults.length > 0) throw new InvalidCatalogue(faults);
}

const TYPE_NAME = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/;

function traitFaults(definition: EventDefinition): string[] {
  const { type, origin, subject, part, revokesAccess, triggers, people, example } = definition;
  const unknownPeople = people.filter((field) => !(field in example));
  return [
    ...(TYPE_NAME.test(type) ? [] : ['is no event name: use `noun.verb` in lower case']),
    ...((origin === 'desk') === triggers.length > 0 ? [] : ['must have triggers if the desk makes it, else none']),
    ...(part === null || subject === 'ticket' ? [] : ['is about a part of a ticket, so its subject must be `ticket`']),
    ...(revokesAccess === 'to-subject' && subject === null ? ['revokes access to its subject, and has none'] : []),
    ...(revokesAccess === 'of-user' && subject !== 'user' ? ['revokes rights of a user, and is about none'] : []),
    ...unknownPeople.map((field) => `names people by \`${field}\`, which its example lacks`),
  ];
}

function audienceFaults(definition: EventDefinition, { audiences }: CatalogueTargets): string[] {
  const { needsAdmins, subject } = definition;
  const unknown = definition.audiences.filter((name) => !Object.hasOwn(audiences, name));
  const areRead = definition.audiences.some((name) => audiences[name]?.readsAdmins === true);
  return [
    ...unknown.map((name) => `has the audience \`${name}\`, which does not exist`),
    ...(areRead && needsAdmins === 'never' ? ['has an audience that reads the admins: set `needsAdmins`'] : []),
    ...(!areRead && needsAdmins !== 'never' ? ['needs the admins, and none of its audiences reads them'] : []),
    ...(needsAdmins === 'while-unassigned' && subject !== 'ticket' ? ['hangs on no ticket that has an assignee'] : []),
  ];
}

function pushFaults({ push }: EventDefinition, definitions: readonly EventDefinition[]): string[] {
  if (push === null) return [];
  const others = definitions.flatMap(({ push: other }) => (other === null || other === push ? [] : [other]));
  return [
    ...(others.some(({ room }) => room === push.room) ? [`describes the room \`${push.room}\` a second time`] : []),
    ...(others.some(({ message }) => message === push.message)
      ? [`sends \`${push.message}\`, which is the message of another room`]
      : []),
  ];
}

function shapeFaults({ schema, example }: EventDefinition): string[] {
  const { type, properties, required } = schema as Readonly<Record<string, unknown>>;
  if (type !== 'object' || typeof properties !== 'object' || properties === null) {
    return ['has no JSON Schema of an object with properties'];
  }
  const names = Array.isArray(required) ? required.map(String) : [];
  return [
    ...names.filter((name) => !(name in properties)).map((name) => `requires \`${name}\` and does not describe it`),
    ...names.filter((name) => !(name in example)).map((name) => `requires \`${name}\`, which its example lacks`),
  ];
}
