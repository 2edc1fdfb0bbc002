import type { User } from '@carillon/client';

export const ROLES = ['admin', 'agent', 'manager', 'user'] as const;
export type Role = (typeof ROLES)[number];

/** The search parameters of the page's address. */
export interface UserSearch {
  readonly q?: string;
  readonly role?: Role;
  readonly active?: boolean;
  readonly company_id?: string;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Drops invalid filters, so that an edited link shows a list and no error. */
export function parseUserSearch(search: Record<string, unknown>): UserSearch {
  // The router parses `?q=12` as a number.
  const q = typeof search['q'] === 'string' || typeof search['q'] === 'number' ? String(search['q']).trim() : '';
  const role = ROLES.find((one) => one === search['role']);
  const { active, company_id: company } = search;
  return {
    ...(q !== '' && { q: q.slice(0, 200) }),
    ...(role !== undefined && { role }),
    ...(typeof active === 'boolean' && { active }),
    ...(typeof company === 'string' && ID.test(company) && { company_id: company }),
  };
}

/** Whether a pushed account belongs to a list, by the server's rules. */
export function isMatch({ name, email, ...user }: User, { q, role, active, company_id: company }: UserSearch): boolean {
  if (role !== undefined && user.role !== role) return false;
  if (active !== undefined && user.active !== active) return false;
  if (company !== undefined && user.company_id !== company) return false;
  return q === undefined || `${name}\n${email}`.toLowerCase().includes(q.toLowerCase());
}
