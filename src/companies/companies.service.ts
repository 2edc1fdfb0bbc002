import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Conflict, Forbidden } from '../common/errors.js';
import { requireVersion } from '../common/http/versions.js';
import { containsPattern } from '../common/like-pattern.js';
import type { Page } from '../common/paging.js';
import { requireVisible, type Viewer } from '../common/visibility.js';
import { findLocked, newestPage } from '../database/entity-queries.js';
import { HeavyReads } from '../database/heavy-reads.js';
import { companyVisibility, mayDeleteCompanies, mayListCompanies, mayWriteCompanies } from './companies.policy.js';
import type { CompanyQuery, CreateCompany, UpdateCompany } from './companies.dto.js';
import { CompanyBelongings } from './company-belongings.js';
import { Company, companyView } from './company.entity.js';

type CompanyView = ReturnType<typeof companyView>;

const KIND = { noun: 'company', visibility: companyVisibility };

@Injectable()
export class CompaniesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly heavyReads: HeavyReads,
    private readonly belongings: CompanyBelongings,
  ) {}

  /** Newest first. */
  async list(viewer: Viewer, query: CompanyQuery): Promise<Page<CompanyView>> {
    if (!mayListCompanies(viewer)) throw new Forbidden('Only staff and managers may list companies.');
    const { manager } = query.q ? this.heavyReads : this.dataSource;
    const select = manager.createQueryBuilder(Company, 'company');
    if (viewer.role === 'manager') select.andWhere('company.id = :own', { own: viewer.companyId });
    if (query.q) select.andWhere('company.name ILIKE :q', { q: containsPattern(query.q) });
    return newestPage(select, query, { item: companyView });
  }

  async read(viewer: Viewer, id: string): Promise<CompanyView> {
    return companyView(requireVisible(viewer, KIND, await this.dataSource.manager.findOneBy(Company, { id })));
  }

  async create(viewer: Viewer, input: CreateCompany): Promise<CompanyView> {
    if (!mayWriteCompanies(viewer)) throw new Forbidden('Only staff may add companies.');
    return this.dataSource.transaction(async (manager) =>
      companyView(await manager.save(manager.create(Company, { name: input.name }))),
    );
  }

  /** @throws NotFound, Forbidden, StaleVersion */
  async update(
    viewer: Viewer,
    id: string,
    { input, ifMatch }: { input: UpdateCompany; ifMatch?: string },
  ): Promise<CompanyView> {
    return this.dataSource.transaction(async (manager) => {
      const company = await lockCompany(manager, viewer, id);
      if (!mayWriteCompanies(viewer)) throw new Forbidden('Only staff may change companies.');
      requireVersion(company, ifMatch);
      if (input.name !== undefined) company.name = input.name;
      return companyView(await manager.save(company));
    });
  }

  /**
   * @throws Conflict `company_in_use` while people, assets or machines belong to it, because deleting it would change
   * their rights
   */
  async remove(viewer: Viewer, id: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const company = await lockCompany(manager, viewer, id);
      if (!mayDeleteCompanies(viewer)) throw new Forbidden('Only admins may delete companies.');
      // The row lock blocks new members: their foreign key waits for it.
      if (await this.belongings.exist(manager, id)) {
        throw new Conflict('company_in_use', 'People, assets or machines belong to this company. Move them first.');
      }
      await manager.remove(company);
    });
  }
}

async function lockCompany(manager: EntityManager, viewer: Viewer, id: string): Promise<Company> {
  return requireVisible(viewer, KIND, await findLocked(manager, Company, id));
}
