import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { versionView, VersionedEntity } from '../database/versioned.entity.js';
import { Company } from '../companies/company.entity.js';

/** Something that a company owns or rents: a server, a licence, a chair. */
@Entity('assets')
@Index('assets_company', ['companyId', 'id'])
@Index('assets_status', ['status', 'id'])
@Index('assets_type', ['assetType', 'id'])
export class Asset extends VersionedEntity {
  @Column('text')
  name: string;

  @Column('text', { name: 'asset_type' })
  assetType: string;

  @Column('text')
  description: string;

  @Column('text')
  status: string;

  @Column('uuid', { name: 'company_id', nullable: true })
  @ForeignKey(() => Company, { name: 'assets_company_fk' })
  companyId: string | null;
}

/** What REST answers and events carry. */
export function assetView(asset: Asset) {
  return {
    id: asset.id,
    name: asset.name,
    asset_type: asset.assetType,
    description: asset.description,
    status: asset.status,
    company_id: asset.companyId ?? null,
    ...versionView(asset),
  };
}
