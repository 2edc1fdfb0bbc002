import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

type HasAny = (manager: EntityManager, companyId: string) => Promise<boolean>;

/** Whether anything belongs to a company. Modules above register what can; companies do not know them. */
@Injectable()
export class CompanyBelongings {
  private readonly kinds: HasAny[] = [];

  register(hasAny: HasAny): void {
    this.kinds.push(hasAny);
  }

  async exist(manager: EntityManager, companyId: string): Promise<boolean> {
    for (const hasAny of this.kinds) if (await hasAny(manager, companyId)) return true;
    return false;
  }
}
