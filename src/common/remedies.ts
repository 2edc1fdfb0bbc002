/** What a client does after an error. `docs/errors.md` explains each. */
export const REMEDIES = {
  change: 'Change the request. The same one fails again.',
  retry: 'Send the same request again, after `Retry-After`, else after some seconds.',
  refetch: 'Fetch what is shown again. Then go on from `cursor`, or repeat the change.',
  refresh:
    'Get a new token from `POST /api/auth/refresh`; when that is refused, sign in again. Then send or connect again.',
  reconnect: 'Connect again, with the last cursor.',
  none: 'Nothing: the server goes on by itself.',
  stop: 'Stop. Only a person, such as an admin or operator, can change this.',
} as const;

export type Remedy = keyof typeof REMEDIES;
