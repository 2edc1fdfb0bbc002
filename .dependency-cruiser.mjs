/**
 * Who may know whom, by folder of `src/`. `test/architecture.spec.ts` enforces it and insists that every folder is listed.
 * What is not named here may not be imported; `VIEWS` are the files by which the domain tells what it is and who may see it.
 */
const VIEWS = '[^/]+(\\.entity|\\.policy|-access)\\.ts$';

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
// Whoever holds connections or sends must learn at once that somebody was deactivated or changed his password.
const REVOCATIONS = 'users/session-revocation\\.ts$';

/** A folder name stands for all of it. */
export const MAY_KNOW = {
  common: [],
  database: ['common'],
  ...Object.fromEntries(Object.entries(DOMAIN).map(([folder, known]) => [folder, ['common', 'database', ...known]])),
  events: ['common', 'database', ...views],
  realtime: ['common', 'database', 'events', 'auth', REVOCATIONS, ...views],
  notifications: ['common', 'database', 'events', 'realtime', ...views],
  webhooks: ['common', 'database', 'events', REVOCATIONS, ...views],
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

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    ...walls,
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
