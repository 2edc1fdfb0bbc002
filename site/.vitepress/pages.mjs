import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Groups of pages, in the order in which one reads: where each lies in the repository, and what the sidebar calls it. A page
 * that is not written yet is left out; one of `docs/` that is not named here stands at the end.
 */
const GROUPS = [
  [
    'Start',
    [
      ['README.md', 'First steps'],
      ['docs/front-end.md', 'Front end'],
      ['docs/embedding.md', 'An inbox on your page'],
      ['docs/glossary.md', 'Glossary'],
    ],
  ],
  [
    'Guides',
    [
      ['docs/guide/agent.md', 'For agents'],
      ['docs/guide/front-end.md', 'For front-end developers'],
      ['docs/guide/webhook-receiver.md', 'For receivers of webhooks'],
      ['docs/guide/operator.md', 'For operators'],
    ],
  ],
  [
    'Building on it',
    [
      ['docs/sockets.md', 'Sockets'],
      ['client/README.md', 'Client'],
      ['docs/webhooks.md', 'Webhooks'],
      ['docs/errors.md', 'Errors'],
      ['docs/discord.md', 'Discord'],
    ],
  ],
  [
    'Running it',
    [
      ['docs/operations/running.md', 'Running it'],
      ['docs/operations/processes.md', 'Roles and processes'],
      ['docs/operations/deploying.md', 'Deploying'],
      ['docs/operations/backup-and-restore.md', 'Back-up and restore'],
      ['docs/operations/upgrading.md', 'Upgrading'],
      ['docs/operations/data.md', 'Data'],
      ['docs/metrics.md', 'Metrics'],
      ['docs/traces.md', 'Traces'],
      ['docs/operations/alerts.md', 'Alerts'],
      ['docs/configuration.md', 'Configuration'],
      ['docs/limits.md', 'Limits'],
      ['docs/files.md', 'Files in a bucket'],
      ['SECURITY.md', 'Security'],
      ['docs/reliability.md', 'Reliability'],
      ['docs/operations/cells.md', 'Cells'],
      ['docs/performance.md', 'Performance'],
      ['docs/benchmarks.md', 'Benchmarks'],
    ],
  ],
  [
    'How it is built',
    [
      ['docs/architecture.md', 'Architecture'],
      ['web/README.md', 'Dashboard'],
      ['CONTRIBUTING.md', 'Contributing'],
      ['CHANGELOG.md', 'Changelog'],
    ],
  ],
];

const GUIDE = 'docs/guide';
const OPERATIONS = 'docs/operations';
const DECISIONS = 'docs/decisions';

/** Of the repository, `docs/limits.md`, by where the site has it, `limits.md`. */
export function rewrites() {
  return Object.fromEntries(everyPage().map((path) => [path, sitePath(path)]));
}

export function sidebar() {
  const there = new Set(everyPage());
  const named = new Set(GROUPS.flatMap(([, pages]) => pages.map(([path]) => path)));
  const rest = [...there].filter((path) => !named.has(path) && !path.startsWith(`${DECISIONS}/`));
  const groups = GROUPS.map(([text, pages]) => ({
    text,
    items: pages.filter(([path]) => there.has(path)).map(([path, title]) => ({ text: title, link: linkTo(path) })),
  }));
  const decisions = [...there].filter((path) => path.startsWith(`${DECISIONS}/`));
  return [
    ...groups,
    ...(rest.length > 0 ? [{ text: 'More', items: rest.map(itemOf) }] : []),
    { text: 'Decisions', items: decisions.map(itemOf) },
  ];
}

/** Neither within the page nor to another host. */
export function isOfRepository(href) {
  return !/^([a-z]+:|#|\/)/i.test(href);
}

/** Where a link of the repository leads on the site; undefined when it leads to no page. */
export function siteLink(page, href) {
  const target = new URL(href, `file:///${page}`);
  const path = target.pathname.slice(1);
  return everyPage().includes(path) ? `${linkTo(path)}${target.hash}` : undefined;
}

function everyPage() {
  const inFolder = (folder) =>
    readdirSync(ROOT + folder)
      .filter((name) => name.endsWith('.md'))
      .sort()
      .map((name) => `${folder}/${name}`);
  return [
    'README.md',
    'client/README.md',
    'web/README.md',
    ...inFolder('docs'),
    ...inFolder(GUIDE),
    ...inFolder(OPERATIONS),
    'SECURITY.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    ...inFolder(DECISIONS),
  ];
}

/** Called by its heading. */
function itemOf(path) {
  const [, heading = path] = /^# (.+)$/m.exec(readFileSync(ROOT + path, 'utf8')) ?? [];
  return { text: heading.replaceAll('`', ''), link: linkTo(path) };
}

function sitePath(path) {
  if (path === 'README.md') return 'index.md';
  if (path === 'client/README.md') return 'client.md';
  if (path === 'web/README.md') return 'dashboard.md';
  return path.replace(/^docs\//, '').toLowerCase();
}

function linkTo(path) {
  return `/${sitePath(path)
    .replace(/\.md$/, '')
    .replace(/^index$/, '')}`;
}
