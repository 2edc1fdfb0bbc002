import { JSON_CONTENT_TYPE, type DeliveryFormat } from './delivery-format.js';

/** XTSystems' dialect. Ticket data has names and notes beside it, looked up once, when the delivery is queued. */
export const xtsystemsFormat: DeliveryFormat = {
  name: 'xtsystems',
  contentType: JSON_CONTENT_TYPE,
  families: ['xtsystems'],
  body({ event, type, enrichedData }) {
    const timestamp = Math.floor(event.occurredAt.getTime() / 1_000);
    const company = JSON.stringify(event.companyId);
    const data = enrichedData ?? event.data;
    return `{"event_type":${JSON.stringify(type)},"data":${data},"company_id":${company},"timestamp":${timestamp}}`;
  },
};
