/**
 * Who may know whom, by folder of `src/`. `test/architecture.spec.ts` enforces it and insists that every folder is listed.
 * What is not named here may not be imported; `VIEWS` are the files by which the domain tells what it is and who may see it.
 */
const VIEWS = '[^/]+(\\.entity|\\.policy|\\.answers|-access)\\.ts$';

const DOMAIN = {
  companies: [],
  users: ['companies'],
  auth: ['users', 'companies', 'settings'],
  assets: ['companies', 'users'],
  machines: ['assets', 'companies', 'users'],
  tickets: ['users', 'companies', 'settings'],
  comments: ['tickets', 'users'],
  attachments: ['comments', 'tickets', 'users'],
  kb: ['users'],
  alerts: ['users', 'companies'],
  settings: [],
};

const views = Object.keys(DOMAIN).map((folder) => `${folder}/${VIEWS}`);
// Code that holds connections or sends must learn at once that an account was deactivated or changed its password.
const REVOCATIONS = 'users/session-revocation\\.ts$';

/** A folder name stands for all of it. */
export const MAY_KNOW = {
  common: [],
  database: ['common'],
  ...Object.fromEntries(Object.entries(DOMAIN).map(([folder, known]) => [folder, ['common', 'database', ...known]])),
  events: ['common', 'database', ...views],
  realtime: ['common', 'database', 'events', 'auth', REVOCATIONS, ...views],
  notifications: ['common', 'database', 'events', 'realtime', ...views],
  // A personal webhook sends what was stored for the inbox: what a stored notification is, and no more of that folder.
  webhooks: ['common', 'database', 'events', 'notifications/stored-notifications\\.ts$', REVOCATIONS, ...views],
  // A button on Discord decides by the very service that REST uses.
  discord: ['common', 'database', 'events', 'webhooks', 'machines', ...views],
  // An erasure goes through everything that a person may have left anything in.
  subjects: [
    'common',
    'database',
    'users',
    'tickets',
    'comments',
    'attachments',
    'machines',
    'alerts',
    'settings',
    'events',
    'notifications',
    'webhooks',
    ...views,
  ],
  search: ['common', 'database', ...views],
  ops: ['common', 'database'],
  // It describes what these send and take, in their own words.
  asyncapi: ['common', 'events', 'realtime', 'notifications', 'webhooks'],
};

/**
 * The rooms of `src/webhooks/`, lowest first: a room knows only rooms that stand before it. `webhooks.module.ts` composes
 * them and stands in none.
 */
export const WEBHOOK_ROOMS = {
  http: [],
  signing: [],
  programs: [],
  formats: ['signing', 'programs'],
  queue: ['http'],
  health: ['queue'],
  endpoints: ['http', 'signing', 'programs', 'formats', 'queue', 'health'],
  matching: ['programs', 'formats', 'queue', 'endpoints'],
  filtering: ['programs', 'queue', 'health', 'endpoints', 'matching'],
  deliveries: ['programs', 'formats', 'queue', 'endpoints'],
  worker: [
    'http',
    'signing',
    'programs',
    'formats',
    'queue',
    'health',
    'endpoints',
    'matching',
    'filtering',
    'deliveries',
  ],
  recovery: ['queue', 'endpoints', 'matching', 'filtering', 'deliveries'],
  insight: [
    'http',
    'signing',
    'programs',
    'formats',
    'queue',
    'health',
    'endpoints',
    'matching',
    'deliveries',
    'worker',
  ],
  receiver: ['http', 'signing', 'endpoints'],
  legacy: ['endpoints', 'deliveries', 'insight'],
};

/**
 * Whose each table is: of the folder that migrates and writes it. Others write it through that folder, and read it only where
 * `MAY_KNOW` lets them know the folder. `test/architecture.spec.ts` looks at every statement in `src/`.
 */
export const TABLES = {
  clock_marks: 'database',
  installation_keys: 'database',
  server_processes: 'database',
  companies: 'companies',
  users: 'users',
  user_preferences: 'users',
  api_keys: 'auth',
  oidc_sign_ins: 'auth',
  refresh_tokens: 'auth',
  sessions: 'auth',
  token_reuses: 'auth',
  assets: 'assets',
  machine_audit: 'machines',
  machines: 'machines',
  ticket_mutes: 'tickets',
  ticket_watchers: 'tickets',
  tickets: 'tickets',
  comments: 'comments',
  attachments: 'attachments',
  files_to_delete: 'attachments',
  kb_articles: 'kb',
  alerts: 'alerts',
  settings: 'settings',
  erasures: 'subjects',
  event_bodies: 'events',
  event_idempotency: 'events',
  event_log: 'events',
  event_quarantine: 'events',
  event_queue: 'events',
  live_watchers: 'events',
  log_head: 'events',
  user_events: 'realtime',
  inbox_changes: 'notifications',
  notification_preferences: 'notifications',
  notifications: 'notifications',
  bin_requests: 'webhooks',
  bins: 'webhooks',
  webhook_attempts: 'webhooks',
  webhook_deliveries: 'webhooks',
  webhook_endpoint_hours: 'webhooks',
  webhook_endpoints: 'webhooks',
  webhook_filter_head: 'webhooks',
  webhook_filter_lags: 'webhooks',
  webhook_lanes: 'webhooks',
  webhook_messages: 'webhooks',
  webhook_outcomes: 'webhooks',
  webhook_queue: 'webhooks',
  webhook_recoveries: 'webhooks',
};

/** The dashboard's: what all of its features stand on. Every other folder of `web/src/` is a feature, and knows no other. */
const WEB_BASE = {
  i18n: [],
  api: ['i18n'],
  live: ['i18n', 'api'],
  ui: ['i18n', 'api', 'live'],
  app: ['i18n', 'api', 'live', 'ui'],
};

const webWalls = [
  {
    name: 'the-dashboard-knows-the-client-alone',
    severity: 'error',
    comment: 'It speaks to the server by the contract, as everybody else does.',
    from: { path: '^web/src/' },
    to: { pathNot: '^(web/src/|client/src/index\\.ts$|(web/)?node_modules/)' },
  },
  ...Object.entries(WEB_BASE).map(([folder, known]) => ({
    name: `${folder}-of-the-dashboard-knows-only-what-it-may`,
    severity: 'error',
    from: { path: `^web/src/${folder}/` },
    to: { path: '^web/src/', pathNot: `^web/src/(${[folder, ...known].join('|')})/|[.]svg$` },
  })),
  {
    name: 'features-of-the-dashboard-know-no-other',
    severity: 'error',
    from: { path: '^web/src/([^/]+)/', pathNot: `^web/src/(${Object.keys(WEB_BASE).join('|')})/` },
    to: { path: '^web/src/', pathNot: `^web/src/($1|${Object.keys(WEB_BASE).join('|')})/|[.]svg$` },
  },
];

const walls = Object.entries(MAY_KNOW).map(([folder, known]) => ({
  name: `${folder}-knows-only-what-it-may`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: {
    path: '^src/',
    pathNot: [folder, ...known].map((target) => `^src/${/^[a-z]+$/.test(target) ? `${target}/` : target}`),
  },
}));

/** Tables of webhooks that one room alone writes. */
export const TABLE_ROOMS = {
  webhook_messages: 'queue',
  webhook_queue: 'queue',
  webhook_outcomes: 'queue',
  webhook_attempts: 'queue',
  webhook_lanes: 'queue',
  webhook_endpoint_hours: 'health',
  webhook_recoveries: 'recovery',
  bins: 'receiver',
  bin_requests: 'receiver',
};

const roomWalls = Object.entries(WEBHOOK_ROOMS).map(([room, known]) => ({
  name: `webhooks-${room}-knows-only-what-it-may`,
  severity: 'error',
  from: { path: `^src/webhooks/${room}/` },
  to: { path: '^src/webhooks/', pathNot: `^src/webhooks/(${[room, ...known].join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    ...walls,
    ...roomWalls,
    ...webWalls,
    {
      name: 'migrations-stand-alone',
      severity: 'error',
      comment: 'A migration says for ever what it did; code that changes later must not change it.',
      from: { path: '^migrations/' },
      to: { path: '^(src|test|scripts|bench)/' },
    },
    {
      name: 'the-server-needs-no-tools',
      severity: 'error',
      from: { path: '^(src|migrations)/' },
      to: { path: '^(test|scripts|bench|chaos|web|client)/' },
    },
    {
      name: 'the-server-needs-no-dev-dependencies',
      severity: 'error',
      from: { path: '^(src|migrations)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the-client-stands-alone',
      severity: 'error',
      comment: 'It runs in browsers: of this repository it knows only itself, and of Node nothing.',
      from: { path: '^client/src/' },
      to: { pathNot: '^(client/src/|node_modules/(socket\\.io-client|openapi-fetch|react|@types/react)/)' },
    },
    { name: 'what-is-imported-exists', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Else imports of types alone go unseen.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
