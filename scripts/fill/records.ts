import { Alert, ALERT_SEVERITIES } from '../../src/alerts/alert.entity.js';
import { Asset } from '../../src/assets/asset.entity.js';
import { Article, ARTICLE_STATUSES } from '../../src/kb/article.entity.js';
import { Machine, MACHINE_STATUSES } from '../../src/machines/machine.entity.js';
import { momentBefore } from './chance.js';
import { FILLED_HOURS, stamped, type Desk, type Making } from './desk.js';
import { articleOf, titleOf, UNBROKEN_TITLE } from './texts.js';

const ARTICLES = 250;
const ASSETS = 600;
const MACHINES = 400;
const ALERTS = 1_000;

export interface Records {
  readonly articles: readonly Article[];
  readonly assets: readonly Asset[];
  readonly machines: readonly Machine[];
  readonly alerts: readonly Alert[];
}

export function makeRecords(making: Making, desk: Desk): Records {
  return {
    articles: inOrder(making, ARTICLES, (at, index) => articleAt(making, desk, { at, index })),
    assets: inOrder(making, ASSETS, (at, index) => assetAt(making, desk, { at, index })),
    machines: inOrder(making, MACHINES, (at, index) => machineAt(making, desk, { at, index })),
    alerts: inOrder(making, ALERTS, (at, index) => alertAt(making, desk, { at, index })),
  };
}

interface Turn {
  readonly at: Date;
  readonly index: number;
}

function inOrder<T>({ chance, now }: Making, count: number, make: (at: Date, index: number) => T): T[] {
  const moments = Array.from({ length: count }, () => momentBefore(chance, now, FILLED_HOURS));
  return moments.sort((one, other) => one.getTime() - other.getTime()).map(make);
}

function articleAt({ chance }: Making, { agents }: Desk, { at, index }: Turn): Article {
  const author = chance.among(agents);
  const status = chance.happens(0.6) ? 'public' : chance.among(ARTICLE_STATUSES);
  const title = titleOf(chance, index + 1);
  return stamped(new Article(), at, {
    title,
    slug: `article-${index + 1}`,
    body: articleOf(title),
    status,
    category: chance.pick([null, 'Printers', 'Network', 'الشبكات', 'Billing and invoices']),
    authorId: author.id,
    authorName: author.name,
    publishedAt: status === 'draft' ? null : at,
    publicAt: status === 'public' ? at : null,
  });
}

function assetAt({ chance }: Making, { companies }: Desk, { at, index }: Turn): Asset {
  return stamped(new Asset(), at, {
    name: index % 200 === 7 ? UNBROKEN_TITLE : `${chance.pick(['web', 'db', 'mail', 'طابعة', '服务器'])}-${index + 1}`,
    assetType: chance.pick(['server', 'printer', 'laptop', 'switch', 'licence']),
    description: chance.pick(['', 'Rack 4, second from the top.', 'Leased until 2028.']),
    status: chance.pick(['active', 'active', 'active', 'maintenance', 'retired']),
    companyId: chance.happens(0.8) ? chance.among(companies).id : null,
  });
}

function machineAt({ chance }: Making, { companies, agents }: Desk, { at, index }: Turn): Machine {
  const status = chance.happens(0.3) ? 'pending' : chance.among(MACHINE_STATUSES);
  const isDecided = status !== 'pending';
  return stamped(new Machine(), at, {
    hostname: index % 150 === 7 ? `${'very-long-label.'.repeat(12)}example` : `host-${index + 1}.fra1.example.com`,
    ipAddress: chance.happens(0.2) ? `2001:db8:0:${index.toString(16)}::1` : `10.${index >> 8}.${index & 255}.7`,
    operatingSystem: chance.pick(['Debian 13', 'Windows Server 2025 Datacenter', 'Ubuntu 26.04 LTS', 'macOS 16']),
    companyId: chance.happens(0.7) ? chance.among(companies).id : null,
    status,
    registeredBy: chance.among(agents).name,
    decidedBy: isDecided ? chance.among(agents).name : null,
    decidedAt: isDecided ? at : null,
  });
}

function alertAt({ chance }: Making, { agents }: Desk, { at, index }: Turn): Alert {
  const isResolved = chance.happens(0.7);
  return stamped(new Alert(), at, {
    message:
      index % 200 === 7
        ? UNBROKEN_TITLE
        : chance.pick([
            'Disk is 92 % full',
            'القرص ممتلئ',
            '磁盘空间不足',
            'CPU above 95 % for ten minutes',
            'Backup of db-07 failed',
          ]),
    alertType: chance.pick(['disk', 'cpu', 'backup', 'network']),
    severity: chance.among(ALERT_SEVERITIES),
    source: chance.pick(['prometheus', 'db-07.fra1.example.com', null]),
    details: chance.happens(0.5) ? { host: 'db-07', free_bytes: 4_831_838_208, mount: '/var/lib/postgresql' } : null,
    status: isResolved ? 'resolved' : 'active',
    resolvedBy: isResolved ? chance.among(agents).name : null,
    resolvedAt: isResolved ? at : null,
  });
}
