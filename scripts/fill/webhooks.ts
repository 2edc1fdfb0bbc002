import type { SecretBox } from '../../src/webhooks/signing/secret-box.js';
import { generateSecret, secretPreview } from '../../src/webhooks/signing/signing.js';
import { WebhookEndpoint } from '../../src/webhooks/endpoints/webhook-endpoint.entity.js';
import { idAt, type Chance } from './chance.js';
import { old, type Desk, type Making } from './desk.js';

const DAY_MS = 86_400_000;
/** A port of this machine without a listener, so that nothing of the desk reaches anyone else. */
const URL_BASE = 'http://hooks.localhost:9/';
const NAMES = [
  'Billing',
  'Chat of the night shift',
  'ERP',
  'تنبيهات المستودع',
  '库存同步',
  'Status page',
  'BI export 📊',
] as const;
const LONG_NAME = `mirror-of-${'production-eu-west-'.repeat(9)}1`;

/** How an endpoint is doing; who looks at the list has to be able to tell them apart. */
export const CONDITIONS = ['healthy', 'failing', 'given_up', 'paused', 'idle'] as const;
export type Condition = (typeof CONDITIONS)[number];

export interface FilledEndpoint {
  readonly endpoint: WebhookEndpoint;
  readonly condition: Condition;
}

export function makeEndpoints(
  making: Making,
  { desk, adminIds, box }: { desk: Desk; adminIds: readonly string[]; box: SecretBox },
  count: number,
): FilledEndpoint[] {
  const creators = [...adminIds, ...desk.agents.map(({ id }) => id)];
  return Array.from({ length: count }, (_, index) => {
    const condition = conditionOf(index);
    const endpoint = Object.assign(new WebhookEndpoint(), {
      ...identity(making, index),
      ...ownerOf(making.chance, index, { desk, creators }),
      ...wishes(making.chance),
      ...stateOf(making, condition),
      ...sealed(box),
    });
    return { endpoint, condition };
  });
}

function conditionOf(index: number): Condition {
  const share = (index * 37) % 100;
  if (share < 70) return 'healthy';
  if (share < 82) return 'failing';
  if (share < 90) return 'given_up';
  return share < 95 ? 'paused' : 'idle';
}

function identity(making: Making, index: number): Partial<WebhookEndpoint> {
  const name = index % 100 === 7 ? LONG_NAME : making.chance.pick(NAMES);
  const createdAt = old(making);
  return {
    id: idAt(createdAt),
    kind: 'endpoint',
    name: `${name} ${index + 1}`,
    url: `${URL_BASE}${index % 50 === 7 ? 'a-path-that-is-rather-long/'.repeat(12) : 'carillon/'}${index + 1}`,
    createdAt,
    updatedAt: createdAt,
  };
}

function ownerOf(
  chance: Chance,
  index: number,
  { desk, creators }: { desk: Desk; creators: readonly string[] },
): Partial<WebhookEndpoint> {
  const createdBy = chance.among(creators);
  if (index % 3 === 0) return { ownerType: 'system', createdBy };
  if (index % 3 === 1) return { ownerType: 'company', companyId: chance.among(desk.companies).id, createdBy };
  return { ownerType: 'user', userId: createdBy, createdBy };
}

function wishes(chance: Chance): Partial<WebhookEndpoint> {
  return {
    events: chance.pick([
      ['ticket.created'],
      ['ticket.*'],
      ['comment.created', 'ticket.updated'],
      ['machine.registered'],
      ['*'],
    ]),
    categories: [],
    description: chance.pick(['', '', 'Owned by the platform team; call extension 7 before you change it.']),
    payloadFormat: chance.pick(['standard', 'standard', 'cloudevents', 'xtsystems']),
    jsonStyle: 'compact',
    verifies: chance.pick([true, true, false, null]),
    includeInternal: false,
    isFailureReported: false,
  };
}

function stateOf({ now, chance }: Making, condition: Condition): Partial<WebhookEndpoint> {
  const since = new Date(now.getTime() - chance.int(1, 6) * DAY_MS);
  const lastSuccessAt = condition === 'healthy' ? now : condition === 'idle' ? null : since;
  const until = { lastSuccessAt, active: true, disabledReason: null, failingSince: null };
  if (condition === 'failing') return { ...until, failingSince: since };
  if (condition === 'paused') return { ...until, active: false, disabledReason: 'Disabled by hand.' };
  if (condition !== 'given_up') return until;
  const disabledReason = `Every attempt failed since ${since.toISOString().replace(/\.\d+/, '')}.`;
  return { ...until, active: false, failingSince: since, disabledReason };
}

function sealed(box: SecretBox): Pick<WebhookEndpoint, 'secretEncrypted' | 'secretPreview'> {
  const secret = generateSecret();
  return { secretEncrypted: box.seal(secret), secretPreview: secretPreview(secret) };
}
