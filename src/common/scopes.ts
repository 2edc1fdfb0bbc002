/** What an API key may be used for, beneath what its owner may do. */
export const SCOPES = ['read', 'write', 'events:write', 'webhooks:write', 'machines:register'] as const;
export type Scope = (typeof SCOPES)[number];
