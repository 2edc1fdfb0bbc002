import { companyVisibility } from '../../companies/companies.policy.js';
import { Company, companyView } from '../../companies/company.entity.js';
import { trigger, type EventDefinition } from './event-definition.js';
import { EXAMPLE_ID, EXAMPLE_TIME, idSchema, objectSchema, timeSchema } from './schema.js';

const ON_COMPANY = { origin: 'desk', subject: 'company', part: null, people: [], mayBeInternal: false } as const;

export const COMPANY_EVENTS: readonly EventDefinition[] = [
  {
    type: 'company.created',
    ...ON_COMPANY,
    revokesAccess: null,
    category: 'SYSTEM',
    description: 'A company was added.',
    triggers: [
      trigger({
        entity: Company,
        on: 'insert',
        project: ({ entity }) => ({
          entityId: entity.id,
          data: companyView(entity),
          orderingKey: entity.id,
          companyId: entity.id,
          visibleTo: companyVisibility(entity),
        }),
      }),
    ],
    audiences: [],
    push: { message: 'company.update', room: 'companies' },
    schema: objectSchema({
      id: idSchema(),
      name: { type: 'string' },
      version: { type: 'integer' },
      created_at: timeSchema(),
      updated_at: timeSchema(),
    }),
    example: { id: EXAMPLE_ID, name: 'Acme', version: 1, created_at: EXAMPLE_TIME, updated_at: EXAMPLE_TIME },
  },
];
