import type { Remedy } from '../remedies.js';

/**
 * Every `code` that HTTP answers, with its status, its meaning and what a client does. Codes are part of the contract.
 */
export const PROBLEM_CODES = {
  bad_request: [400, 'The request cannot be read: a malformed URL, header or body.', 'change'],
  invalid_input: [400, '`errors` names every field that is wrong.', 'change'],
  request_aborted: [400, 'The connection closed before the whole request arrived.', 'retry'],
  upload_aborted: [400, 'The upload ended before the file was complete. Send it again.', 'retry'],
  unauthorized: [401, 'No valid token. Sign in, or refresh.', 'refresh'],
  invalid_credentials: [401, 'The e-mail address or the password is wrong.', 'change'],
  inactive: [401, 'The account is deactivated.', 'stop'],
  bad_signature: [401, 'The signature is missing, too old or wrong.', 'change'],
  forbidden: [403, 'You may see this but not do it, or the API key lacks the scope.', 'stop'],
  origin_not_allowed: [
    403,
    'Pages of this origin may not use the server. An operator can add it to `CORS_ORIGINS`.',
    'stop',
  ],
  registration_closed: [403, 'Registration is closed. Ask an admin for an account.', 'stop'],
  not_found: [404, 'It does not exist, or you may not see it.', 'change'],
  method_not_allowed: [405, 'The route does not take this method.', 'change'],
  request_timeout: [408, 'The request was not complete in time.', 'retry'],
  file_missing: [404, 'The content of the attachment is lost. Replace it.', 'change'],
  conflict: [409, 'The current state does not allow this.', 'change'],
  already_decided: [409, 'The machine is already approved or denied.', 'refetch'],
  already_resolved: [409, 'The alert is already resolved.', 'refetch'],
  company_in_use: [409, 'People, assets or machines belong to the company. Move them first.', 'change'],
  email_taken: [409, 'Another account has this e-mail address.', 'change'],
  event_expired: [409, 'The event is past retention, so it cannot be sent or processed again.', 'change'],
  event_not_dispatched: [409, 'The event is not dispatched yet. Try again in a moment.', 'retry'],
  external_id_taken: [409, 'Another account has this `external_id`.', 'change'],
  filter_over_budget: [409, 'The filter runs over its budget. Make it simpler first.', 'change'],
  idempotency_conflict: [409, 'The idempotency key was used for another event. Use a new one.', 'change'],
  last_admin: [409, 'This is the last active admin. Make another person an admin first.', 'stop'],
  loop_detected: [409, 'This request is part of a loop of deliveries. Break the loop at the receiver.', 'stop'],
  newer_comments: [409, 'There are newer comments than the one you named; `newer` holds them.', 'refetch'],
  secret_unreadable: [409, "The stored secret cannot be opened with this server's SECRETS_KEY.", 'stop'],
  slug_taken: [409, 'Another article has this slug.', 'change'],
  ticket_closed: [409, 'The ticket is closed. Reopen it first.', 'refetch'],
  too_many_api_keys: [409, 'You have the maximum number of API keys. Delete one first.', 'change'],
  too_many_bins: [409, 'You have the maximum number of bins. Delete one, or wait until one expires.', 'change'],
  too_many_webhooks: [409, 'The owner has the maximum number of webhooks. Delete one first.', 'change'],
  webhook_disabled: [409, 'The webhook is disabled. Enable it first.', 'change'],
  webhook_name_taken: [409, 'The owner has a webhook of this name. Choose another name.', 'change'],
  cursor_expired: [410, 'This cursor is past retention.', 'refetch'],
  stale_version: [
    412,
    '`If-Match` names a version that is not the current one. Fetch it, then repeat the change.',
    'refetch',
  ],
  payload_too_large: [413, 'The body is larger than this route takes.', 'change'],
  uri_too_long: [414, 'The URL is longer than the server reads.', 'change'],
  unsupported_media_type: [415, 'The content type or the encoding of the body is not accepted.', 'change'],
  range_not_satisfiable: [416, 'The range lies outside of the file.', 'change'],
  expectation_failed: [417, 'The server cannot do what the header `Expect` asks for.', 'change'],
  not_served_here: [
    421,
    'This process does not have the role that serves the request; its proxy must send it to one that has.',
    'stop',
  ],
  rate_limited: [429, 'A rate limit is reached: `limit` names it, `Retry-After` says how long to wait.', 'retry'],
  headers_too_large: [431, 'The headers are larger than the server reads. Send fewer or shorter ones.', 'change'],
  internal_error: [500, 'The server failed. Give the operator the `request_id`.', 'retry'],
  identity_provider_unavailable: [
    503,
    "The identity provider's keys cannot be fetched. Try again after `Retry-After`.",
    'retry',
  ],
  database_busy: [503, 'No database connection is free. Try again after `Retry-After`.', 'retry'],
  database_unavailable: [503, 'The database does not answer. Try again after `Retry-After`.', 'retry'],
  query_timeout: [503, 'The database took too long for this request. Narrow it, or try again.', 'retry'],
  hashing_busy: [503, 'Too many people are signing in. Try again after `Retry-After`.', 'retry'],
  programs_busy: [503, 'Too many filters and templates wait to run. Try again after `Retry-After`.', 'retry'],
  storage_unavailable: [503, 'The file store is unavailable. Try again after `Retry-After`.', 'retry'],
  client_not_built: [503, 'The browser client is not built. Run `npm run build:browser`, then try again.', 'stop'],
  embed_not_built: [503, 'The embedded inbox is not built. Run `npm run build:web`, then try again.', 'stop'],
  not_ready: [503, 'A part of the server cannot work; `checks` names it.', 'retry'],
} as const satisfies Record<string, readonly [status: number, meaning: string, remedy: Remedy]>;

export type ProblemCode = keyof typeof PROBLEM_CODES;

/** Codes used on sockets alone; `realtime/protocol` explains them. */
export type SocketCode = 'expired' | 'too_large' | 'unknown_message' | 'unknown_room' | 'too_many_rooms';

/** A new code must be added to a table first, or it does not compile; so `docs/errors.md` has every code. */
export type ErrorCode = ProblemCode | SocketCode;
