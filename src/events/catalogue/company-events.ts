import { CompanyResponse } from '../../companies/companies.answers.js';
import { companyVisibility } from '../../companies/companies.policy.js';
import { Company, companyView } from '../../companies/company.entity.js';
import { shapeOf } from './answer-shape.js';
import { ON_RECORD, trigger, type EventDefinition, type Push } from './event-definition.js';

const COMPANY = { entity: Company, compared: companyView };
const PUSH: Push = { room: 'companies', joinableBy: 'staff', message: 'company.update', answer: CompanyResponse };

export const COMPANY_EVENTS: readonly EventDefinition[] = [
  {
    type: 'company.created',
    ...ON_RECORD,
    revokesAccess: null,
    category: 'SYSTEM',
    description: 'A company was added.',
    triggers: [
      trigger({
        ...COMPANY,
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
    push: PUSH,
    ...shapeOf(CompanyResponse),
  },
];
