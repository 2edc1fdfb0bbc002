import type { SqlReader } from '../../database/sql.js';
import type { WebhookEndpoint } from '../endpoints/webhook-endpoint.entity.js';
import type { CandidateRow } from './endpoint-matching.js';

const OWNER_SQL = `
  SELECT role AS user_role, company_id AS user_company_id, active AS user_active FROM users WHERE id = $1`;

type OwnerColumns = Pick<CandidateRow, 'user_role' | 'user_company_id' | 'user_active'>;
const NO_OWNER: OwnerColumns = { user_role: null, user_company_id: null, user_active: null };

/** One endpoint, in the form that the matching rules need. */
export async function loadCandidate(sql: SqlReader, endpoint: WebhookEndpoint): Promise<CandidateRow> {
  const { userId } = endpoint;
  const [owner] = userId === null ? [] : await sql.query<OwnerColumns>(OWNER_SQL, [userId]);
  return {
    id: endpoint.id,
    owner_type: endpoint.ownerType,
    user_id: userId,
    company_id: endpoint.companyId,
    events: endpoint.events,
    categories: endpoint.categories,
    filter: endpoint.filter,
    failing_program: endpoint.failingProgram,
    include_internal: endpoint.includeInternal,
    payload_format: endpoint.payloadFormat,
    ...(owner ?? NO_OWNER),
  };
}
