import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Conflict, Forbidden, NotFound } from '../common/errors.js';
import { requireVersion } from '../common/http/if-match.js';
import { containsPattern } from '../common/like-pattern.js';
import { decodeIdCursor } from '../common/id-cursor.js';
import { toPage, type Page } from '../common/paging.js';
import { maySee, type Viewer } from '../common/visibility.js';
import { HeavyReads } from '../database/heavy-reads.js';
import { companyVisibility, mayDeleteCompanies, mayListCompanies, mayWriteCompanies } from './companies.policy.js';
import type { CompanyQuery, CreateCompany, UpdateCompany } from './companies.dto.js';
import { Company, companyView } from './company.entity.js';

type CompanyView = ReturnType<typeof companyView>;

/** Plain SQL, because companies stand below what belongs to them and know nothing of its entities. */
const IN_USE_SQL = `
  SELECT EXISTS (SELECT 1 FROM users WHERE company_id = $1) OR EXISTS (SELECT 1 FROM assets WHERE company_id = $1)
      OR EXISTS (SELECT 1 FROM machines WHERE company_id = $1) AS found`;

@Injectable()
export class CompaniesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly heavyReads: HeavyReads,
  ) {}

  /** Newest first. */
  async list(viewer: Viewer, query: CompanyQuery): Promise<Page<CompanyView>> {
    if (!mayListCompanies(viewer)) throw new Forbidden('Only staff and managers may list companies.');
    const { manager } = query.q ? this.heavyReads : this.dataSource;
    const select = manager.createQueryBuilder(Company, 'company').orderBy('company.id', 'DESC');
    if (viewer.role === 'manager') select.andWhere('company.id = :own', { own: viewer.companyId });
    if (query.q) select.andWhere('company.name ILIKE :q', { q: containsPattern(query.q) });
    if (query.cursor) select.andWhere('company.id < :after', { after: decodeIdCursor(query.cursor) });
    const rows = await select.take(query.limit + 1).getMany();
    return toPage(rows, query.limit, { item: companyView, key: (company) => [company.id] });
  }

  async read(viewer: Viewer, id: string): Promise<CompanyView> {
    return companyView(visibleTo(viewer, await this.dataSource.manager.findOne(Company, { where: { id } })));
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
      requireVersion(company.version, ifMatch);
      if (input.name !== undefined) company.name = input.name;
      return companyView(await manager.save(company));
    });
  }

  /** @throws Conflict `company_in_use` while people, assets or machines belong to it: their rights would change behind their backs */
  async remove(viewer: Viewer, id: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const company = await lockCompany(manager, viewer, id);
      if (!mayDeleteCompanies(viewer)) throw new Forbidden('Only admins may delete companies.');
      // The row lock keeps newcomers out: their foreign key waits for it.
      const rows = await manager.query<{ found: boolean }[]>(IN_USE_SQL, [id]);
      if (rows[0]?.found) {
        throw new Conflict('company_in_use', 'People, assets or machines belong to this company. Move them first.');
      }
      await manager.remove(company);
    });
  }
}

async function lockCompany(manager: EntityManager, viewer: Viewer, id: string): Promise<Company> {
  return visibleTo(viewer, await manager.findOne(Company, { where: { id }, lock: { mode: 'pessimistic_write' } }));
}

function visibleTo(viewer: Viewer, company: Company | null): Company {
  if (company === null || !maySee(viewer, companyVisibility(company))) throw new NotFound('company');
  return company;
}
