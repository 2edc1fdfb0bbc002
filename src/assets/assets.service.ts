import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { assignChanges } from '../common/changed-fields.js';
import { Forbidden } from '../common/errors.js';
import { requireVersion } from '../common/http/versions.js';
import { containsPattern } from '../common/like-pattern.js';
import type { Page } from '../common/paging.js';
import { requireVisible, type Viewer } from '../common/visibility.js';
import { saveOfCompany } from '../companies/company-reference.js';
import { findLocked, newestPage } from '../database/entity-queries.js';
import { HeavyReads } from '../database/heavy-reads.js';
import { Asset, assetView } from './asset.entity.js';
import type { AssetAnswer } from './assets.answers.js';
import type { AssetsQuery, CreateAssetDto, UpdateAssetDto } from './assets.dto.js';
import { ASSET_VISIBILITY, mayWorkWithAssets } from './assets.policy.js';

const COMPANY_KEY = 'assets_company_fk';
const KIND = { noun: 'asset', visibility: () => ASSET_VISIBILITY };

@Injectable()
export class AssetsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly heavyReads: HeavyReads,
  ) {}

  /** Newest first. */
  async list(viewer: Viewer, query: AssetsQuery): Promise<Page<AssetAnswer>> {
    requireStaff(viewer);
    const { status, asset_type: type, company_id: company, q } = query;
    const { manager } = q ? this.heavyReads : this.dataSource;
    const select = manager.createQueryBuilder(Asset, 'asset');
    if (status !== undefined) select.andWhere('asset.status = ANY(:status)', { status });
    if (type !== undefined) select.andWhere('asset.assetType = :type', { type });
    if (company !== undefined) select.andWhere('asset.companyId = :company', { company });
    if (q) select.andWhere('(asset.name ILIKE :q OR asset.description ILIKE :q)', { q: containsPattern(q) });
    return newestPage(select, query, { item: assetView });
  }

  /** @throws NotFound */
  async get(viewer: Viewer, id: string): Promise<Asset> {
    return requireVisible(viewer, KIND, await this.dataSource.manager.findOneBy(Asset, { id }));
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
    return saveOfCompany(this.dataSource.manager, asset, COMPANY_KEY);
  }

  /**
   * A change without effect writes nothing.
   *
   * @throws NotFound, Forbidden, StaleVersion, UnknownCompany
   */
  async update(viewer: Viewer, id: string, change: { input: UpdateAssetDto; ifMatch?: string }): Promise<Asset> {
    return this.dataSource.transaction(async (manager) => {
      const asset = await lockWritable(manager, viewer, id);
      requireVersion(asset, change.ifMatch);
      return applyChanges(asset, change.input) ? saveOfCompany(manager, asset, COMPANY_KEY) : asset;
    });
  }

  /** @throws NotFound, Forbidden, StaleVersion */
  async remove(viewer: Viewer, id: string, ifMatch?: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const asset = await lockWritable(manager, viewer, id);
      requireVersion(asset, ifMatch);
      await manager.remove(asset);
    });
  }
}

async function lockWritable(manager: EntityManager, viewer: Viewer, id: string): Promise<Asset> {
  const asset = requireVisible(viewer, KIND, await findLocked(manager, Asset, id));
  requireStaff(viewer);
  return asset;
}

function requireStaff(viewer: Viewer): void {
  if (!mayWorkWithAssets(viewer)) throw new Forbidden('Only staff may work with assets.');
}

function applyChanges(asset: Asset, input: UpdateAssetDto): boolean {
  const { name, asset_type: assetType, description, status, company_id: companyId } = input;
  return assignChanges(asset, { name, assetType, description, status, companyId });
}
