import type { EntityManager } from 'typeorm';
import { InvalidInput } from '../common/errors.js';
import { brokenConstraint } from '../common/postgres-errors.js';

/** 400: `company_id` names no company. */
export class UnknownCompany extends InvalidInput {
  constructor() {
    super([{ field: 'company_id', message: 'there is no such company' }]);
  }
}

/**
 * @param foreignKey the constraint of `entity.companyId`. It decides, because a company may be deleted after any check
 * @throws UnknownCompany
 */
export async function saveOfCompany<E extends { companyId: string | null }>(
  manager: EntityManager,
  entity: E,
  foreignKey: string,
): Promise<E> {
  try {
    return await manager.save(entity);
  } catch (error) {
    if (brokenConstraint(error) === foreignKey) throw new UnknownCompany();
    throw error;
  }
}
