/** In the order of the page: what a newcomer needs first stands first. */
export const TAGS = [
  ['auth', 'Sign in, refresh, sign out; API keys. Copy `access_token` of the answer into **Authorize**.'],
  ['tickets', 'Tickets, their watchers and their history.'],
  ['comments', 'Threads on tickets, with internal notes for staff.'],
  ['attachments', 'Files on tickets and comments.'],
  ['notifications', 'Your inbox.'],
  ['webhooks', 'Endpoints, deliveries, recovery: see docs/webhooks.md.'],
  ['events', 'The log of everything that happened, and events of other services.'],
  ['users', 'Accounts, roles and preferences.'],
  ['companies', 'The customers that people and assets belong to.'],
  ['knowledge base', 'Articles.'],
  ['assets', 'What companies own.'],
  ['machines', 'Machines that register and are approved or denied once.'],
  ['alerts', 'Alerts of monitoring, until they are resolved.'],
  ['search', 'One search over tickets, comments and articles.'],
  ['settings', 'Settings of the desk.'],
  ['subjects', "The erasure of a person's data."],
  ['discord', 'The endpoint for buttons of the Discord bot.'],
  ['client', 'The browser client, for pages without a bundler.'],
  ['operation', 'Health and metrics.'],
] as const;

/** Paths in the order of their tags; what has none of these stands last. */
export function rankOf(tags: readonly string[] | undefined): number {
  const rank = TAGS.findIndex(([name]) => name === tags?.[0]);
  return rank === -1 ? TAGS.length : rank;
}
