import { defineFormat } from './delivery-format.js';

/** One event, in the form that receivers of Standard Webhooks know. `sequence` shows whether one came late. */
export const standardFormat = defineFormat({
  name: 'standard',
  body({ event, type }) {
    const time = event.occurredAt.toISOString();
    const { id, name, type: actorType } = event.actor;
    const head = { id: event.id, type, timestamp: time, created: time, sequence: event.position };
    const tail = {
      ...(event.companyId !== null && { company_id: event.companyId }),
      ...(event.userId !== null && { user_id: event.userId }),
    };
    const actor = JSON.stringify({ id, name, type: actorType });
    return `${JSON.stringify(head).slice(0, -1)},"actor":${actor},"data":${event.data}${members(tail)}}`;
  },
});

function members(object: object): string {
  const text = JSON.stringify(object).slice(1, -1);
  return text === '' ? '' : `,${text}`;
}
