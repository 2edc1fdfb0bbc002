/** What an API key may be used for, within the rights of its owner. */
export const SCOPES = ['read', 'write', 'events:write', 'webhooks:write', 'machines:register'] as const;
export type Scope = (typeof SCOPES)[number];
