import { defineFormat } from './delivery-format.js';

/** CloudEvents 1.0, structured JSON. The specification demands extension names of lower-case letters and digits. */
export const cloudeventsFormat = defineFormat({
  name: 'cloudevents',
  contentType: 'application/cloudevents+json; charset=utf-8',
  body({ event, type }, { publicUrl }) {
    const head = {
      specversion: '1.0',
      id: event.id,
      source: publicUrl,
      type,
      ...(event.entityId !== null && { subject: event.entityId }),
      time: event.occurredAt.toISOString(),
      datacontenttype: 'application/json',
      // Compared as text, so the length must be fixed.
      sequence: String(event.position).padStart(16, '0'),
      actorname: event.actor.name,
      actortype: event.actor.type,
      ...(event.actor.id !== null && { actorid: event.actor.id }),
      ...(event.companyId !== null && { companyid: event.companyId }),
      ...(event.userId !== null && { userid: event.userId }),
    };
    return `${JSON.stringify(head).slice(0, -1)},"data":${event.data}}`;
  },
});
