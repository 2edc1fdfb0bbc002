import type { Office } from '../people/office.js';
import type { PagePlace } from './page-walk.js';
import type { Json } from '../sockets/socket.js';

/** A page, the button of what it is mainly for, and the dialog that this opens. */
export const MAIN_ACTIONS: readonly (PagePlace & { readonly button: string; readonly dialog: string })[] = [
  { path: '/tickets', heading: 'Tickets', button: 'New ticket', dialog: 'New ticket' },
  { path: '/records/companies', heading: 'Companies', button: 'New company', dialog: 'New company' },
  { path: '/webhooks', heading: 'Webhooks', button: 'New webhook', dialog: 'New webhook' },
  { path: '/queue', heading: 'Queue', button: 'Retry failed', dialog: 'Retry failed deliveries' },
  { path: '/admin/users', heading: 'Users', button: 'New user', dialog: 'New user' },
  { path: '/admin/api-keys', heading: 'API keys', button: 'New API key', dialog: 'New API key' },
  { path: '/admin/webhooks', heading: 'System webhooks', button: 'New Discord webhook', dialog: 'New Discord webhook' },
];

/** Every page that an admin may open, with something on it. @param receiver URL of a webhook */
export async function everyPage(office: Office, receiver: string): Promise<readonly PagePlace[]> {
  const { admin, requester } = office.people;
  const post = (path: string, body: object) => admin.call(`POST /api/${path}`, body);
  const webhook = await post('webhooks', { name: 'Walk', url: receiver, events: ['company.created'] });
  const ticket = await requester.call('POST /api/tickets', { title: 'On every page' });
  await office.comment(ticket, requester);
  const article = await post('kb/articles', { title: 'Walk', body: 'See [this](https://example.com/).' });
  const bin = await post('bins', {});
  await fetch(`${office.url}/bin/${bin.id}`, { method: 'POST', body: '{}' });
  await post('machines/register', { hostname: 'walk', ip_address: '10.0.0.1', operating_system: 'Linux' });
  await post('alerts', { message: 'Walk', alert_type: 'test', severity: 'low', source: 'walk' });
  await post('companies', { name: 'Walk' });
  await office.settled();
  const { items } = await admin.call('GET /api/events?order=desc&limit=1');
  const [event] = items as Json[];
  return [
    { path: '/tickets', heading: 'Tickets' },
    { path: `/tickets/${ticket.id}`, heading: `#${ticket.number} On every page` },
    { path: '/inbox?tab=all', heading: 'Inbox' },
    { path: '/kb', heading: 'Knowledge base' },
    { path: `/kb/${article.slug}`, heading: 'Walk' },
    { path: '/records/companies', heading: 'Companies' },
    { path: '/records/assets', heading: 'Assets' },
    { path: '/records/machines', heading: 'Machines' },
    { path: '/records/alerts', heading: 'Alerts' },
    { path: '/webhooks', heading: 'Webhooks' },
    { path: `/webhooks/${webhook.id}`, heading: 'Walk', tab: 'Overview' },
    { path: `/webhooks/${webhook.id}?tab=settings`, heading: 'Walk', tab: 'Settings' },
    { path: `/webhooks/${webhook.id}?tab=recover`, heading: 'Walk', tab: 'Recover' },
    { path: '/deliveries', heading: 'Deliveries' },
    { path: '/events', heading: 'Events' },
    { path: `/events/${event?.id}`, heading: String(event?.type) },
    { path: `/bin/${bin.id}`, heading: 'Test bin' },
    { path: '/queue', heading: 'Queue' },
    { path: '/admin/users', heading: 'Users' },
    { path: '/admin/settings', heading: 'Settings' },
    { path: '/admin/api-keys', heading: 'API keys' },
    { path: '/admin/webhooks', heading: 'System webhooks' },
  ];
}
