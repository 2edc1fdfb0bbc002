import { Asset, assetView } from '../../assets/asset.entity.js';
import { ASSET_VISIBILITY } from '../../assets/assets.policy.js';
import { trigger, type EntityChange, type EventDefinition, type Snapshot } from './event-definition.js';
import { EXAMPLE_ID, EXAMPLE_OTHER_ID, EXAMPLE_TIME, idSchema, objectSchema, timeSchema } from './schema.js';

const PUSH = { message: 'asset.update', room: 'assets' } as const;
const ON_ASSET = { origin: 'desk', subject: 'asset', part: null, people: [], mayBeInternal: false } as const;

const example = {
  id: EXAMPLE_ID,
  name: 'Mail server',
  asset_type: 'server',
  description: 'In the cellar.',
  status: 'active',
  company_id: EXAMPLE_OTHER_ID,
  version: 1,
  created_at: EXAMPLE_TIME,
  updated_at: EXAMPLE_TIME,
};

const schema = objectSchema({
  id: idSchema(),
  name: { type: 'string' },
  asset_type: { type: 'string' },
  description: { type: 'string' },
  status: { type: 'string' },
  company_id: idSchema('nullable'),
  version: { type: 'integer' },
  created_at: timeSchema(),
  updated_at: timeSchema(),
});

export const ASSET_EVENTS: readonly EventDefinition[] = [
  {
    type: 'asset.created',
    ...ON_ASSET,
    revokesAccess: null,
    category: 'SYSTEM',
    description: 'An asset was added.',
    triggers: [trigger({ entity: Asset, on: 'insert', project: snapshot })],
    audiences: [],
    push: PUSH,
    schema,
    example,
  },
  {
    type: 'asset.updated',
    ...ON_ASSET,
    revokesAccess: null,
    category: 'SYSTEM',
    description: 'Fields of an asset changed; `changes` names them with their old and new values.',
    triggers: [trigger({ entity: Asset, on: 'update', project: snapshot })],
    audiences: [],
    push: PUSH,
    schema,
    example: { ...example, version: 2, status: 'maintenance' },
  },
];

function snapshot({ entity }: EntityChange<Asset>): Snapshot {
  return {
    entityId: entity.id,
    data: assetView(entity),
    orderingKey: entity.id,
    companyId: entity.companyId ?? null,
    visibleTo: ASSET_VISIBILITY,
  };
}
