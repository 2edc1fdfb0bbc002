import { describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
// Loads every class that a route takes.
import '../../../src/app.module.js';

/** Rules that decide which code points a text may have, or that leave it no room for any but ASCII. */
const TEXT_RULES = ['singleLine', 'multiLine', 'queryText', 'emailAddress', 'newPassword'];
const CLOSED_RULES = ['isId', 'isUuid', 'isIn', 'isIp', 'isIso8601', 'isUrl', 'isHeaders', 'isSchedule'];
const STRING_RULES = [
  'isString',
  'length',
  'minLength',
  'maxLength',
  'matches',
  'isEmail',
  ...TEXT_RULES,
  ...CLOSED_RULES,
];

const OPAQUE = 'compared or looked up to the letter';
const PROGRAM = 'a program or a secret, whose bytes are its meaning';
const PATTERN = 'its pattern allows ASCII only';
const CHAT = 'goes to a chat as it was sent';

/** Texts that are kept to the letter, with the reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  cursor: OPAQUE,
  up_to: OPAQUE,
  after: OPAQUE,
  before: OPAQUE,
  types: OPAQUE,
  type: OPAQUE,
  event_type: OPAQUE,
  eventType: OPAQUE,
  events: PATTERN,
  slug: PATTERN,
  idempotency_key: OPAQUE,
  ordering_key: OPAQUE,
  refresh_token: OPAQUE,
  wait: PATTERN,
  overlap: PATTERN,
  url: 'has rules of its own, and goes out in ASCII',
  webhook_url: 'has rules of its own, and goes out in ASCII',
  secret: PROGRAM,
  filter: PROGRAM,
  template: PROGRAM,
  'Login.email': 'brought into its form where the account is looked up',
  'Login.password': 'brought into its form where the hash is checked',
  'ChangePassword.current_password': 'brought into its form where the hash is checked',
  'EventEmbed.title': CHAT,
  'EventEmbed.description': CHAT,
  'EventEmbed.footer': CHAT,
  'EventEmbedField.name': CHAT,
  'EventEmbedField.value': CHAT,
};

interface Field {
  readonly name: string;
  readonly rules: ReadonlySet<string>;
}

/** Every field of every class that class-validator knows, with the names of its rules. */
function fields(): Field[] {
  // Private, and the only list of all classes there is.
  const storage = getMetadataStorage() as unknown as {
    validationMetadatas: Map<new () => object, { propertyName: string; name?: string; type: string }[]>;
  };
  return [...storage.validationMetadatas].flatMap(([target, rules]) => {
    const names = [...new Set(rules.map((rule) => rule.propertyName))];
    return names.map((name) => ({
      name: `${target.name}.${name}`,
      rules: new Set(rules.filter((rule) => rule.propertyName === name).map((rule) => rule.name ?? rule.type)),
    }));
  });
}

const isException = (name: string) => name in EXCEPTIONS || (name.split('.')[1] ?? '') in EXCEPTIONS;

describe('every text field of a route', () => {
  const texts = fields().filter(({ rules }) => STRING_RULES.some((rule) => rules.has(rule)));

  it('has a code-point rule, or a reason to be kept verbatim', () => {
    expect(texts.length).toBeGreaterThan(60);
    const open = texts.filter(
      ({ name, rules }) => ![...TEXT_RULES, ...CLOSED_RULES].some((rule) => rules.has(rule)) && !isException(name),
    );
    expect(open.map(({ name }) => name)).toEqual([]);
  });

  it('is an exception only if it has no rule', () => {
    const ruled = texts.filter(({ name, rules }) => name in EXCEPTIONS && TEXT_RULES.some((rule) => rules.has(rule)));
    expect(ruled.map(({ name }) => name)).toEqual([]);
  });
});
