import { Column, Entity } from 'typeorm';
import { versionView, VersionedEntity } from '../database/versioned.entity.js';

@Entity('companies')
export class Company extends VersionedEntity {
  @Column('text')
  name: string;
}

/** What REST answers and events carry. */
export function companyView(company: Company) {
  return {
    id: company.id,
    name: company.name,
    ...versionView(company),
  };
}
