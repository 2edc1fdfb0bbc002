import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { AppConfig, InvalidConfiguration } from '../../src/common/config.js';

const SECRETS = { JWT_SECRET: 'x'.repeat(32), SECRETS_KEY: 'y'.repeat(32) };
const FOREIGN = { DATABASE_URL: 'postgres://db.example.com/carillon' };

function problems(variables: Record<string, string>): readonly string[] {
  try {
    void new AppConfig(variables);
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.problems;
    throw error;
  }
  return [];
}

describe('without any variable', () => {
  const config = new AppConfig({});

  it('serves this machine alone, on port 5000, with the embedded database', () => {
    expect(config).toMatchObject({ port: 5000, host: '127.0.0.1', databaseUrl: undefined, dataDir: resolve('.data') });
    expect(config.publicUrl).toBe('http://localhost:5000');
  });

  it('lets people register, and sessions last as documented', () => {
    expect(config.registrationOpen).toBe(true);
    expect(config.jwtExpiresMs).toBe(15 * 60_000);
    expect(config.refreshExpiresMs).toBe(30 * 86_400_000);
  });

  it('allows webhooks to this machine, because only this machine is served', () => {
    expect(config.webhook.allowedNetworks).toContain('127.0.0.0/8');
    expect(new AppConfig({ HOST: '0.0.0.0' }).webhook.allowedNetworks).toEqual([]);
    expect(new AppConfig({ HOST: '::1' }).webhook.allowedNetworks).toContain('::1/128');
  });

  it('retries webhooks by the documented schedule', () => {
    const minute = 60_000;
    expect(config.webhook.retryScheduleMs).toEqual(
      [5 / 60, 5, 30, 120, 300, 600, 840, 1200, 1440].map((minutes) => Math.round(minutes * minute)),
    );
    expect(config.webhook).toMatchObject({ timeoutMs: 30_000, workerConcurrency: 64, endpointConcurrency: 10 });
    expect(config.webhook).toMatchObject({ rateLimit: 100, disableAfterMs: 5 * 86_400_000, requireHttps: false });
  });
});

describe('in production', () => {
  it('serves every address, with registration closed and https for webhooks', () => {
    const config = new AppConfig({ NODE_ENV: 'production' });
    expect(config).toMatchObject({ host: '0.0.0.0', registrationOpen: false });
    expect(config.webhook.requireHttps).toBe(true);
    expect(config.webhook.allowedNetworks).toEqual([]);
  });

  it('refuses to make up secrets beside a database of its own, naming both', () => {
    expect(problems({ NODE_ENV: 'production', ...FOREIGN })).toEqual([
      expect.stringContaining('JWT_SECRET must be set in production'),
      expect.stringContaining('SECRETS_KEY must be set in production'),
    ]);
    expect(problems({ NODE_ENV: 'production', ...FOREIGN, ...SECRETS })).toEqual([]);
  });

  it('makes them up beside the embedded database, whose folder keeps them', () => {
    expect(problems({ NODE_ENV: 'production' })).toEqual([]);
    const embedded = { url: 'postgres://127.0.0.1:1/carillon' };
    expect(new AppConfig({ NODE_ENV: 'production' }, embedded).databaseUrl).toBe(embedded.url);
  });

  it('makes them up beside any database while developing', () => {
    expect(problems(FOREIGN)).toEqual([]);
  });
});

describe('what is wrong', () => {
  const RUBBISH = {
    PORT: '99999',
    DATABASE_POOL_SIZE: 'many',
    JWT_SECRET: 'short',
    SECRETS_KEY: 'short too',
    JWT_EXPIRES_IN: '15 minutes',
    REFRESH_EXPIRES_IN: '-1d',
    REGISTRATION: 'maybe',
    WEBHOOK_REQUIRE_HTTPS: 'perhaps',
    WEBHOOK_RETRY_SCHEDULE: '5s,soon',
    WEBHOOK_TIMEOUT: '',
    WEBHOOK_ENDPOINT_CONCURRENCY: '0',
    RATE_LIMIT: '-1',
    REDIS_PORT: '0',
    LOG_LEVEL: 'loud',
    LOG_FORMAT: 'xml',
  };

  it('is listed whole in one error, a line for each variable', () => {
    const found = problems(RUBBISH);
    const named = found.map((line) => line.split(' ', 1)[0]);
    expect(new Set(named)).toEqual(new Set(Object.keys(RUBBISH)));
    expect(named).toHaveLength(Object.keys(RUBBISH).length);
    expect(() => new AppConfig(RUBBISH)).toThrow(`has ${found.length} problem(s)`);
  });

  it('is shown as it was set, but never a secret', () => {
    const text = problems(RUBBISH).join('\n');
    expect(text).toContain('"15 minutes"');
    expect(text).not.toContain('short');
  });

  it('is an error and not the default', () => {
    for (const [name, value] of Object.entries(RUBBISH)) expect(problems({ [name]: value })).toHaveLength(1);
  });
});

describe('a variable that is set to the empty string', () => {
  it('means none, where none is possible', () => {
    const config = new AppConfig({ CORS_ORIGINS: '', WEBHOOK_ALLOWED_NETWORKS: '', WEBHOOK_RETRY_SCHEDULE: '' });
    expect(config.corsOrigins).toEqual([]);
    expect(config.webhook.allowedNetworks).toEqual([]);
    expect(config.webhook.retryScheduleMs).toEqual([]);
  });

  it('means unset, where something is made up otherwise', () => {
    const config = new AppConfig({ DATABASE_URL: '', JWT_SECRET: '', ADMIN_PASSWORD: '', METRICS_TOKEN: '' });
    expect(config).toMatchObject({ databaseUrl: undefined, jwtSecret: undefined, adminPassword: undefined });
    expect(config.metricsToken).toBeUndefined();
  });

  it('is a problem where a number is needed', () => {
    expect(problems({ PORT: '' })).toHaveLength(1);
  });
});

describe('durations', () => {
  it.each([
    ['250ms', 250],
    ['30s', 30_000],
    ['1.5m', 90_000],
    ['2h', 7_200_000],
    ['7d', 604_800_000],
  ])('%s', (text, milliseconds) => {
    expect(new AppConfig({ WEBHOOK_TIMEOUT: text }).webhook.timeoutMs).toBe(milliseconds);
  });

  it.each(['30', 's', '30 s', '1w', '1e3s', '-5s', '5s5m'])('not %s', (text) => {
    expect(problems({ WEBHOOK_TIMEOUT: text })).toEqual([expect.stringContaining('WEBHOOK_TIMEOUT')]);
  });
});

it('lists are separated by commas, with white space around them or not', () => {
  expect(new AppConfig({ CORS_ORIGINS: 'https://a.example, https://b.example,' }).corsOrigins).toEqual([
    'https://a.example',
    'https://b.example',
  ]);
});

describe('a bucket for files', () => {
  it('needs no more than its name', () => {
    expect(new AppConfig({ S3_BUCKET: 'files' }).uploads.s3).toEqual({
      bucket: 'files',
      endpoint: undefined,
      region: 'us-east-1',
      credentials: undefined,
      forcePathStyle: false,
      prefix: '',
    });
    expect(new AppConfig({}).uploads.s3).toBeUndefined();
  });

  it('elsewhere than at AWS is named in the path', () => {
    const bucket = { S3_BUCKET: 'files', S3_ENDPOINT: 'http://127.0.0.1:9000', S3_PREFIX: '/desk/' };
    expect(new AppConfig(bucket).uploads.s3).toMatchObject({ forcePathStyle: true, prefix: 'desk/' });
    expect(new AppConfig({ ...bucket, S3_FORCE_PATH_STYLE: 'no' }).uploads.s3).toMatchObject({ forcePathStyle: false });
  });

  it('is set whole or not at all', () => {
    const found = problems({ S3_BUCKET: 'files', S3_ENDPOINT: 'minio:9000', S3_ACCESS_KEY_ID: 'a', S3_PREFIX: 'a b' });
    const named = new Set(found.map((line) => line.split(' ', 1)[0]));
    expect(named).toEqual(new Set(['S3_ACCESS_KEY_ID', 'S3_ENDPOINT', 'S3_PREFIX']));
    expect(problems({ S3_REGION: 'eu-central-1', S3_SECRET_ACCESS_KEY: 'b' })).toEqual([
      'S3_BUCKET must be set when S3_REGION, S3_SECRET_ACCESS_KEY is.',
    ]);
  });
});

it('Redis is named whole or in parts', () => {
  expect(new AppConfig({ REDIS_URL: 'redis://one:1' }).redisUrl).toBe('redis://one:1');
  expect(new AppConfig({ REDIS_HOST: 'two', REDIS_PASSWORD: 'a/b' }).redisUrl).toBe('redis://:a%2Fb@two:6379');
  expect(new AppConfig({}).redisUrl).toBeUndefined();
});

it('the e-mail address of the admin is stored as addresses are', () => {
  expect(new AppConfig({ ADMIN_EMAIL: ' Boss@Example.COM ' }).adminEmail).toBe('boss@example.com');
});

describe('the first admin', () => {
  it('has an address and a password that an account may have', () => {
    expect(problems({ ADMIN_EMAIL: 'nobody' })).toEqual(['ADMIN_EMAIL must be an e-mail address.']);
    expect(problems({ ADMIN_PASSWORD: '         ' })).toEqual(['ADMIN_PASSWORD must not consist of blanks only.']);
    expect(problems({ ADMIN_PASSWORD: 'short' })).toEqual(['ADMIN_PASSWORD must have at least 8 characters.']);
    expect(problems({ ADMIN_EMAIL: ' Boss@Localhost ', ADMIN_PASSWORD: 'long enough' })).toEqual([]);
  });
});

describe('DNS_SERVERS', () => {
  it('takes addresses of either family, with a port or without', () => {
    const servers = '10.0.0.2, 127.0.0.1:5353,[fd00::2]:53';
    expect(new AppConfig({ DNS_SERVERS: servers }).webhook.dnsServers).toEqual([
      '10.0.0.2',
      '127.0.0.1:5353',
      '[fd00::2]:53',
    ]);
    expect(new AppConfig({ DNS_SERVERS: '' }).webhook.dnsServers).toEqual([]);
  });

  it('refuses names', () => {
    expect(problems({ DNS_SERVERS: '10.0.0.2,dns.example.com' })).toEqual([
      expect.stringContaining('DNS_SERVERS must list IP addresses'),
    ]);
  });
});

describe('a misspelt variable', () => {
  const misspelt = (variables: Record<string, string>) =>
    new AppConfig(variables).misspelt.map(({ name, meant }) => `${name} -> ${meant}`);

  it.each([
    ['WEBHOOK_TIMOUT', 'WEBHOOK_TIMEOUT'],
    ['DATABASE_ULR', 'DATABASE_URL'],
    ['CORS_ORIGIN', 'CORS_ORIGINS'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['SECRET_KEY', 'SECRETS_KEY'],
    ['JWT_SECRETS', 'JWT_SECRET'],
    ['S3_BUKET', 'S3_BUCKET'],
  ])('%s is reported with the near name %s', (name, meant) => {
    expect(misspelt({ [name]: 'never shown' })).toEqual([`${name} -> ${meant}`]);
  });

  it('is none when the near name is set, or when nothing is near', () => {
    expect(misspelt({ SECRET_KEY: 'of another program', SECRETS_KEY: 'x'.repeat(32) })).toEqual([]);
    const shell = `PATH HOME HOSTNAME HOSTTYPE USER LOGNAME SHELL SHLVL TERM LANG LC_ALL PWD OLDPWD EDITOR PAGER DISPLAY TZ TMPDIR
      XDG_DATA_DIRS XDG_DATA_HOME XDG_RUNTIME_DIR SSH_AUTH_SOCK NODE_OPTIONS NODE_PATH NODE_VERSION NPM_CONFIG_LOGLEVEL npm_config_cache
      npm_package_json npm_node_execpath npm_lifecycle_event INIT_CWD COLOR CI GITHUB_TOKEN DOCKER_HOST KUBERNETES_PORT KUBERNETES_SERVICE_HOST
      POSTGRES_PORT REDIS_SERVICE_HOST REDIS_PORT_6379_TCP PGHOST PGPORT PGUSER PGDATABASE PGPASSWORD AWS_REGION AWS_ACCESS_KEY_ID
      AWS_SECRET_ACCESS_KEY AWS_PROFILE JAVA_HOME GOPATH VIRTUAL_ENV PYTHONPATH HTTP_PROXY HTTPS_PROXY NO_PROXY COLORTERM INVOCATION_ID
      JOURNAL_STREAM SYSTEMD_EXEC_PID DYNO WEB_CONCURRENCY YARN_VERSION`;
    expect(misspelt(Object.fromEntries(shell.split(/\s+/).map((name) => [name, 'x'])))).toEqual([]);
  });

  it('is named beside the problems, without its value', () => {
    const variables = { DATABASE_ULR: 'postgres://u:hidden@db/x', LOG_LEVEL: 'loud' };
    expect(() => new AppConfig(variables)).toThrow('DATABASE_ULR is not a variable of Carillon. Is it DATABASE_URL?');
    expect(() => new AppConfig(variables)).not.toThrow('hidden');
  });
});
