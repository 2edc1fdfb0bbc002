import { defineFormat } from './delivery-format.js';

/** XTSystems' dialect. Ticket data also has names and notes, looked up once, when the delivery is queued. */
export const xtsystemsFormat = defineFormat({
  name: 'xtsystems',
  families: ['standard', 'x-webhook', 'xtsystems'],
  // It has no comments: there a new public one is an update of its ticket.
  alsoAs: { 'comment.created': 'ticket.updated' },
  enrich: 'ticket',
  body({ event, type, enrichedData }) {
    const timestamp = Math.floor(event.occurredAt.getTime() / 1_000);
    const company = JSON.stringify(event.companyId);
    const data = enrichedData ?? event.data;
    return `{"event_type":${JSON.stringify(type)},"data":${data},"company_id":${company},"timestamp":${timestamp}}`;
  },
});
