import { AssetAnswer } from '../../assets/assets.answers.js';
import { Asset, assetView } from '../../assets/asset.entity.js';
import { ASSET_VISIBILITY } from '../../assets/assets.policy.js';
import { shapeOf } from './answer-shape.js';
import {
  ON_RECORD,
  trigger,
  type EntityChange,
  type EventDefinition,
  type Push,
  type Snapshot,
} from './event-definition.js';

const ASSET = { entity: Asset, compared: assetView };
const PUSH: Push = { room: 'assets', joinableBy: 'staff', message: 'asset.update', answer: AssetAnswer };

const { schema, example } = shapeOf(AssetAnswer);

export const ASSET_EVENTS: readonly EventDefinition[] = [
  {
    type: 'asset.created',
    ...ON_RECORD,
    revokesAccess: null,
    category: 'SYSTEM',
    description: 'An asset was added.',
    triggers: [trigger({ ...ASSET, on: 'insert', project: snapshot })],
    audiences: [],
    push: PUSH,
    schema,
    example,
  },
  {
    type: 'asset.updated',
    ...ON_RECORD,
    revokesAccess: null,
    category: 'SYSTEM',
    description: 'An asset was updated; `changes` names the fields with their old and new values.',
    triggers: [trigger({ ...ASSET, on: 'update', project: snapshot })],
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
