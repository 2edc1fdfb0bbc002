/**
 * What the configuration page says of a variable besides its type, default and range, which come from the code that
 * reads it.
 */
export interface VariableDescription {
  readonly section: string;
  /** A sentence or two. */
  readonly meaning: string;
  /** The page that explains the section, and one that explains this variable better; relative to `docs`. */
  readonly sectionPage?: string | undefined;
  readonly page?: string;
  /** Where the kind in the code (a string, a list) says too little. */
  readonly type?: string;
  /** Where the default depends on more than `NODE_ENV`, or is too long. */
  readonly fallback?: string;
  /** Never logged, and never part of a message. */
  readonly isSecret?: boolean;
}

type Variables = Readonly<Record<string, Omit<VariableDescription, 'section' | 'sectionPage'>>>;

function section(name: string, page: string | undefined, variables: Variables): [string, VariableDescription][] {
  return Object.entries(variables).map(([variable, rest]) => [variable, { section: name, sectionPage: page, ...rest }]);
}

const GENERATED = 'generated into `DATA_DIR`';
const LIMITS = 'limits.md';

/** Every environment variable, in the order of the page. A test compares it with what the code reads. */
export const VARIABLES: ReadonlyMap<string, VariableDescription> = new Map([
  ...section('Server', 'operations/running.md', {
    NODE_ENV: { meaning: '`production` changes the defaults that name it below.' },
    PROCESS_ROLES: {
      meaning:
        'What this process does: `api` answers REST, `sockets` takes sockets, `delivery` sends webhooks and runs filters, ' +
        '`dispatch` gives events their positions. Each role needs at least one process.',
      type: 'comma list of roles',
      page: 'operations/processes.md',
    },
    PORT: { meaning: 'The TCP port for HTTP and sockets. `0` takes a free one.' },
    HOST: { meaning: 'The address to listen on.', type: 'address or host name' },
    PUBLIC_URL: {
      meaning:
        'The URL at which people reach the server. It is in chat messages and CloudEvents, its origin may open sockets, and an ' +
        '`https` one turns HSTS on.',
      type: 'http(s) URL',
      fallback: '`http://localhost:PORT`',
    },
    CORS_ORIGINS: {
      meaning:
        'Origins of other pages that may call REST and open sockets. `*` stands for all. Unset: same origin only.',
      type: 'comma list of origins',
    },
    TRUST_PROXY: {
      meaning:
        'The proxies in front whose forwarding headers count: how many there are, or their addresses and networks (CIDR, ' +
        '`loopback`, `linklocal`, `uniquelocal`). Unset: none.',
      type: 'number from 0 to 100, or comma list',
    },
    IDLE_TIMEOUT: {
      meaning: 'How long a request may make no progress while its body arrives or its response is read.',
      page: LIMITS,
    },
  }),
  ...section('Database and files', 'operations/running.md', {
    DATABASE_URL: {
      meaning:
        'A PostgreSQL, version 14 or newer; several hosts separated by commas for a failover. Unset: an embedded one in `DATA_DIR`.',
      type: 'postgres:// URL',
      isSecret: true,
    },
    DATABASE_POOL_URL: {
      meaning:
        'A pooler in transaction mode, such as PgBouncer, before the database of `DATABASE_URL`, for requests alone.',
      type: 'postgres:// URL',
      page: 'operations/deploying.md',
      isSecret: true,
    },
    DATABASE_POOL_SIZE: {
      meaning:
        'Connections for REST and background work. A process opens some more, by its roles: `npm run doctor` counts.',
      fallback: '`20`; `10` without the role `api`; `5` without `sockets`, too',
      page: LIMITS,
    },
    DATA_DIR: { meaning: 'The folder of the embedded database, uploads and generated secrets.', type: 'path' },
    STATEMENT_TIMEOUT: { meaning: 'The longest a statement of a request may take.', page: LIMITS },
    UPLOAD_MAX_BYTES: { meaning: 'The largest attachment, in bytes.', page: LIMITS },
    UPLOAD_TYPES: {
      meaning: 'Media types of attachments that are accepted; `image/*` and `*` work. Empty: none.',
      type: 'comma list of media types',
      fallback: 'images, text, documents and archives that no browser runs',
      page: LIMITS,
    },
  }),
  ...section('Secrets, sessions and accounts', '../SECURITY.md', {
    JWT_SECRET: {
      meaning: 'Signs access tokens. Must be set in production with `DATABASE_URL`, the same for all processes.',
      page: 'operations/running.md',
      type: 'text of at least 32 bytes',
      fallback: GENERATED,
      isSecret: true,
    },
    SECRETS_KEY: {
      meaning:
        'Encrypts webhook secrets at rest. Must be set in production with `DATABASE_URL`, the same for all processes.',
      page: 'operations/running.md',
      type: 'text of at least 32 bytes',
      fallback: GENERATED,
      isSecret: true,
    },
    SECRETS_KEY_PREVIOUS: {
      meaning:
        'The previous value of `SECRETS_KEY`. The server opens stored secrets with it and seals them again with the new key.',
      type: 'text of at least 32 bytes',
      isSecret: true,
    },
    JWT_EXPIRES_IN: { meaning: 'The life of an access token.', page: LIMITS },
    REFRESH_EXPIRES_IN: { meaning: 'The life of a refresh token.', page: LIMITS },
    JWT_JWKS_URL: {
      meaning: "The keys of your identity provider. Its tokens are accepted beside the server's own.",
      page: 'operations/running.md',
      type: 'http(s) URL',
    },
    JWT_ISSUER: { meaning: '`iss` of its tokens. Must be set with `JWT_JWKS_URL`.', page: 'operations/running.md' },
    JWT_AUDIENCE: {
      meaning: '`aud` of its tokens, one of these. Must be set with `JWT_JWKS_URL`.',
      page: 'operations/running.md',
      type: 'comma list',
    },
    JWT_ROLE_CLAIM: {
      meaning: 'The claim that holds the role. Left out: admins set roles here.',
      page: 'operations/running.md',
    },
    JWT_NEW_USERS: {
      meaning: 'Whether a person of the identity provider without an account gets one.',
      page: 'operations/running.md',
    },
    OIDC_ISSUER: {
      meaning: 'The identity provider by which people sign in to the dashboard (OpenID Connect).',
      page: 'operations/running.md',
      type: 'http(s) URL',
    },
    OIDC_CLIENT_ID: {
      meaning: 'The client that the provider knows Carillon as. Must be set with `OIDC_ISSUER`.',
      page: 'operations/running.md',
    },
    OIDC_CLIENT_SECRET: {
      meaning: 'Its secret. Left out: a public client, which has none.',
      page: 'operations/running.md',
      isSecret: true,
    },
    OIDC_SCOPES: {
      meaning: 'What is asked of the provider, with spaces. Must contain `openid`.',
      page: 'operations/running.md',
    },
    OIDC_LABEL: {
      meaning: 'What the button of the sign-in page calls the provider.',
      page: 'operations/running.md',
      type: 'text of up to 60 characters',
      fallback: 'the host of `OIDC_ISSUER`',
    },
    ADMIN_EMAIL: { meaning: 'The first admin, made when there is none.', type: 'email address' },
    ADMIN_PASSWORD: {
      meaning: "The first admin's password.",
      type: 'text of 8 to 200 characters',
      fallback: 'generated into `DATA_DIR/admin-password`',
      isSecret: true,
    },
    REGISTRATION: { meaning: 'Whether anyone may register. A setting that an admin makes overrides it.' },
  }),
  ...section('Webhooks', 'webhooks.md', {
    WEBHOOK_ALLOWED_NETWORKS: {
      meaning: 'Private receivers that are allowed. Everything private is refused otherwise.',
      type: 'comma list of addresses, CIDR networks and host names',
      fallback: '`127.0.0.0/8,::1/128,localhost` while `HOST` is loopback, else none',
      page: '../SECURITY.md',
    },
    WEBHOOK_REQUIRE_HTTPS: {
      meaning: 'Refuses `http://` receivers. Allowed networks and relative URLs are exempt.',
      page: '../SECURITY.md',
    },
    WEBHOOK_RETRY_SCHEDULE: {
      meaning: 'The delays after attempts 1, 2 and so on; each grows by a random 0 to 20 %.',
      page: LIMITS,
    },
    WEBHOOK_TIMEOUT: { meaning: 'The time for a whole request to a receiver.', page: LIMITS },
    WEBHOOK_WORKER_CONCURRENCY: {
      meaning: 'Requests under way per process. `0`: this process delivers nothing.',
      page: LIMITS,
    },
    WEBHOOK_ENDPOINT_CONCURRENCY: { meaning: 'Requests under way per endpoint and process.', page: LIMITS },
    WEBHOOK_RATE_LIMIT: { meaning: 'Requests per second, per endpoint and process. `0`: off.', page: LIMITS },
    WEBHOOK_DISABLE_AFTER: { meaning: 'An endpoint whose attempts all fail for this long is disabled.', page: LIMITS },
    DNS_SERVERS: {
      meaning: "The name servers that are asked for receivers. Unset: the system's.",
      type: 'comma list of addresses, with a port or without',
      page: '../SECURITY.md',
    },
  }),
  ...section('Retention', LIMITS, {
    EVENT_RETENTION: { meaning: 'How long events are kept: as far back as a cursor can reach.' },
    DELIVERY_RETENTION: { meaning: 'How long deliveries and their attempts are kept.' },
    NOTIFICATION_RETENTION: { meaning: 'How long notifications are kept.' },
  }),
  ...section("A person's share", LIMITS, {
    RATE_LIMIT: {
      meaning:
        'Requests per minute of a person, or of an address without an account. `0` switches off every limit per minute and ' +
        'per day of this section that is not set itself.',
    },
    API_KEY_RATE_LIMIT: { meaning: 'Requests per minute of an API key. `0`: off.' },
    LOGIN_RATE_LIMIT: { meaning: 'Sign-ins and registrations per minute and address. `0`: off.' },
    ACCOUNT_LOGIN_RATE_LIMIT: { meaning: 'Failed sign-ins per minute of an account, from all addresses. `0`: off.' },
    BAD_TOKEN_RATE_LIMIT: { meaning: 'Invalid tokens and keys per minute and address. `0`: off.' },
    WRITE_RATE_LIMIT: { meaning: 'Things created per minute and person. `0`: off.' },
    EVENT_RATE_LIMIT: { meaning: 'Events sent per minute and person. `0`: off.' },
    EVENT_BYTES_RATE_LIMIT: { meaning: 'Bytes of events sent per minute and person. `0`: off.' },
    EVENT_DAILY_BYTES: { meaning: 'Bytes of events sent per day and person. `0`: off.' },
    UPLOAD_DAILY_BYTES: { meaning: 'Bytes uploaded per day and person. `0`: off.' },
    UPLOAD_CONCURRENCY: { meaning: 'Uploads under way per person. `0`: off.' },
    SEARCH_CONCURRENCY: { meaning: 'Searches and reports under way per person. `0`: off.' },
    SEARCH_TIMEOUT: { meaning: 'The longest a search may take.' },
    SOCKET_LIMIT: { meaning: 'Sockets per person and process. `0`: off.', page: 'sockets.md' },
  }),
  ...section('Files in a bucket', 'files.md', {
    S3_BUCKET: {
      meaning: 'Attachments are stored in this bucket of S3 or of a compatible service. Unset: in `DATA_DIR`.',
    },
    S3_ENDPOINT: { meaning: 'Where the bucket is.', type: 'http(s) URL', fallback: 'that of AWS in the region' },
    S3_REGION: { meaning: "The bucket's region." },
    S3_ACCESS_KEY_ID: {
      meaning: 'Set together with `S3_SECRET_ACCESS_KEY`, or neither.',
      fallback: "where AWS's own tools look, the machine's role included",
    },
    S3_SECRET_ACCESS_KEY: {
      meaning: 'Set together with `S3_ACCESS_KEY_ID`, or neither.',
      fallback: "where AWS's own tools look, the machine's role included",
      isSecret: true,
    },
    S3_FORCE_PATH_STYLE: {
      meaning: 'Puts the bucket into the path instead of the host name.',
      fallback: '`true` with `S3_ENDPOINT`, else `false`',
    },
    S3_PREFIX: { meaning: 'The prefix of all object names.', type: 'names separated by slashes' },
  }),
  ...section('Discord', 'discord.md', {
    DISCORD_BOT_TOKEN: { meaning: 'The bot that posts to channels.', isSecret: true },
    DISCORD_WEBHOOK_CHANNELS: {
      meaning: 'Where it posts: channel ids by event name or `default`, e.g. `{"default":["123456789012345678"]}`.',
      type: 'JSON object',
    },
    DISCORD_PUBLIC_KEY: {
      meaning: "The application's public key. Unset: no interaction is accepted.",
      type: '64 hexadecimal digits',
    },
    DISCORD_APPROVERS: {
      meaning: 'Users and roles that may press the buttons of a registered machine.',
      type: 'comma list of ids',
    },
    DISCORD_API_BASE: {
      meaning: 'Where the API of Discord is.',
      type: 'http(s) URL',
      fallback: '`https://discord.com/api/v10`',
    },
  }),
  ...section('Log and metrics', 'operations/running.md', {
    LOG_LEVEL: { meaning: 'The lowest level that is logged.' },
    LOG_FORMAT: { meaning: 'Coloured lines for people, or JSON.', fallback: '`pretty` on a terminal, else `json`' },
    METRICS_TOKEN: {
      meaning: 'The bearer token for `GET /metrics`. Unset: it answers only this machine.',
      type: 'ASCII without whitespace',
      isSecret: true,
    },
  }),
  ...section('Traces', 'traces.md', {
    OTEL_EXPORTER_OTLP_ENDPOINT: {
      meaning: 'The OTLP/HTTP collector that gets traces, such as `http://127.0.0.1:4318`. Unset: no traces are made.',
      type: 'http(s) URL',
    },
    OTEL_EXPORTER_OTLP_HEADERS: {
      meaning: 'Headers for the collector, such as `authorization=Bearer%20...`.',
      type: 'comma list of `name=value`, percent-encoded',
      isSecret: true,
    },
    OTEL_SERVICE_NAME: { meaning: 'What the collector shows these processes as.' },
    OTEL_TRACES_SAMPLER_ARG: {
      meaning: 'The share of traces that are sent. An event is traced by all processes or by none.',
      type: 'number from 0 to 1',
    },
  }),
  ...section('Redis', 'operations/running.md#redis', {
    REDIS_URL: {
      meaning:
        'For several processes: they hand dispatched batches to each other, so that PostgreSQL is read once. All get the same.',
      type: 'redis:// or rediss:// URL',
      isSecret: true,
    },
    REDIS_HOST: { meaning: 'In place of `REDIS_URL`.', type: 'address or host name' },
    REDIS_PORT: { meaning: 'With `REDIS_HOST`.' },
    REDIS_PASSWORD: { meaning: 'With `REDIS_HOST`.', isSecret: true },
  }),
]);
