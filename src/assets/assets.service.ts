import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Forbidden, NotFound } from '../common/errors.js';
import { requireVersion } from '../common/http/if-match.js';
import { decodeIdCursor } from '../common/id-cursor.js';
import { containsPattern } from '../common/like-pattern.js';
import { toPage, type Page } from '../common/paging.js';
import { brokenConstraint } from '../common/postgres-errors.js';
import { maySee, type Viewer } from '../common/visibility.js';
import { HeavyReads } from '../database/heavy-reads.js';
import { PLANNED_EACH_TIME } from '../database/preparing-client.js';
import { UnknownCompany } from '../users/user-errors.js';
import { Asset, assetView } from './asset.entity.js';
import type { AssetAnswer } from './assets.answers.js';
import type { AssetsQuery, CreateAssetDto, UpdateAssetDto } from './assets.dto.js';
import { ASSET_VISIBILITY, mayWorkWithAssets } from './assets.policy.js';

@Injectable()
export class AssetsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly heavyReads: HeavyReads,
  ) {}

  /** Newest first. */
  async list(viewer: Viewer, query: AssetsQuery): Promise<Page<AssetAnswer>> {
    requireStaff(viewer);
    const { status, asset_type: type, company_id: company, q, cursor, limit } = query;
    const { manager } = q ? this.heavyReads : this.dataSource;
    const select = manager.createQueryBuilder(Asset, 'asset').comment(PLANNED_EACH_TIME).orderBy('asset.id', 'DESC');
    if (status !== undefined) select.andWhere('asset.status = ANY(:status)', { status });
    if (type !== undefined) select.andWhere('asset.assetType = :type', { type });
    if (company !== undefined) select.andWhere('asset.companyId = :company', { company });
    if (q) select.andWhere('(asset.name ILIKE :q OR asset.description ILIKE :q)', { q: containsPattern(q) });
    if (cursor !== undefined) select.andWhere('asset.id < :before', { before: decodeIdCursor(cursor) });
    const rows = await select.limit(limit + 1).getMany();
    return toPage(rows, limit, { item: assetView, key: (asset) => [asset.id] });
  }

  /** @throws NotFound */
  async get(viewer: Viewer, id: string): Promise<Asset> {
    return visibleTo(viewer, await this.dataSource.manager.findOneBy(Asset, { id }));
  }

  /** @throws Forbidden, UnknownCompany */
  async create(viewer: Viewer, input: CreateAssetDto): Promise<Asset> {
    requireStaff(viewer);
    // Without an id: TypeORM would look an entity with one up before it inserts it.
    const asset = Object.assign(new Asset(), {
      name: input.name,
      assetType: input.asset_type,
      description: input.description ?? '',
      status: input.status ?? 'active',
      companyId: input.company_id ?? null,
    });
    return saveAsset(this.dataSource.manager, asset);
  }

  /**
   * What is already so is no change, and without a change nothing is written.
   *
   * @throws NotFound, Forbidden, StaleVersion, UnknownCompany
   */
  async update(viewer: Viewer, id: string, change: { input: UpdateAssetDto; ifMatch?: string }): Promise<Asset> {
    return this.dataSource.transaction(async (manager) => {
      const asset = await lockWritable(manager, viewer, id);
      requireVersion(asset.version, change.ifMatch);
      return applyChanges(asset, change.input) ? saveAsset(manager, asset) : asset;
    });
  }

  /** @throws NotFound, Forbidden, StaleVersion */
  async remove(viewer: Viewer, id: string, ifMatch?: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const asset = await lockWritable(manager, viewer, id);
      requireVersion(asset.version, ifMatch);
      await manager.remove(asset);
    });
  }
}

async function lockWritable(manager: EntityManager, viewer: Viewer, id: string): Promise<Asset> {
  const lock = { mode: 'pessimistic_write' } as const;
  const asset = visibleTo(viewer, await manager.findOne(Asset, { where: { id }, lock }));
  requireStaff(viewer);
  return asset;
}

function requireStaff(viewer: Viewer): void {
  if (!mayWorkWithAssets(viewer)) throw new Forbidden('Only staff may work with assets.');
}

function visibleTo(viewer: Viewer, asset: Asset | null): Asset {
  if (asset === null || !maySee(viewer, ASSET_VISIBILITY)) throw new NotFound('asset');
  return asset;
}

/** @returns whether anything is different now */
function applyChanges(asset: Asset, input: UpdateAssetDto): boolean {
  const before = JSON.stringify(changeable(asset));
  asset.name = input.name ?? asset.name;
  asset.assetType = input.asset_type ?? asset.assetType;
  asset.description = input.description ?? asset.description;
  asset.status = input.status ?? asset.status;
  if (input.company_id !== undefined) asset.companyId = input.company_id;
  return JSON.stringify(changeable(asset)) !== before;
}

function changeable({ name, assetType, description, status, companyId }: Asset): unknown[] {
  return [name, assetType, description, status, companyId];
}

async function saveAsset(manager: EntityManager, asset: Asset): Promise<Asset> {
  try {
    return await manager.save(asset);
  } catch (error) {
    if (brokenConstraint(error) === 'assets_company_fk') throw new UnknownCompany();
    throw error;
  }
}
