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

describe('the roles of a process', () => {
  it('are all of them by default', () => {
    expect([...new AppConfig({}).roles]).toEqual(['api', 'sockets', 'delivery', 'dispatch']);
  });

  it('that do not exist are named, with those that do', () => {
    expect(problems({ PROCESS_ROLES: 'api, worker,Sockets' })).toEqual([
      'PROCESS_ROLES must be a comma list of api, sockets, delivery, dispatch, not "worker, Sockets".',
    ]);
    expect(problems({ PROCESS_ROLES: '' })).toEqual([
      'PROCESS_ROLES must name at least one role: it is a comma list of api, sockets, delivery, dispatch.',
    ]);
  });

  it('decide how many connections a process has, unless DATABASE_POOL_SIZE does', () => {
    const poolSize = (PROCESS_ROLES: string, more = {}) => new AppConfig({ PROCESS_ROLES, ...more }).databasePoolSize;
    expect(['api,dispatch', 'sockets,delivery', 'delivery,dispatch'].map((roles) => poolSize(roles))).toEqual([
      20, 10, 5,
    ]);
    expect(poolSize('delivery', { DATABASE_POOL_SIZE: '7' })).toBe(7);
  });
});

describe('the configuration without any variable', () => {
  const config = new AppConfig({});

  it('serves only this machine, on port 5000, with the embedded database', () => {
    expect(config).toMatchObject({ port: 5000, host: '127.0.0.1', databaseUrl: undefined, dataDir: resolve('.data') });
    expect(config.publicUrl).toBe('http://localhost:5000');
  });

  it('opens registration, and sessions last as documented', () => {
    expect(config.registrationOpen).toBe(true);
    expect(config.jwtExpiresMs).toBe(15 * 60_000);
    expect(config.refreshExpiresMs).toBe(30 * 86_400_000);
  });

  it('allows webhooks to this machine, because it serves only this machine', () => {
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

describe('the configuration in production', () => {
  it('serves every address, with registration closed and https required for webhooks', () => {
    const config = new AppConfig({ NODE_ENV: 'production' });
    expect(config).toMatchObject({ host: '0.0.0.0', registrationOpen: false });
    expect(config.webhook.requireHttps).toBe(true);
    expect(config.webhook.allowedNetworks).toEqual([]);
  });

  it('refuses to generate secrets beside an external database, naming both', () => {
    expect(problems({ NODE_ENV: 'production', ...FOREIGN })).toEqual([
      expect.stringContaining('JWT_SECRET must be set in production'),
      expect.stringContaining('SECRETS_KEY must be set in production'),
    ]);
    expect(problems({ NODE_ENV: 'production', ...FOREIGN, ...SECRETS })).toEqual([]);
  });

  it('generates secrets beside the embedded database, whose folder stores them', () => {
    expect(problems({ NODE_ENV: 'production' })).toEqual([]);
    const embedded = { url: 'postgres://127.0.0.1:1/carillon' };
    expect(new AppConfig({ NODE_ENV: 'production' }, embedded).databaseUrl).toBe(embedded.url);
  });

  it('generates secrets beside any database in development', () => {
    expect(problems(FOREIGN)).toEqual([]);
  });
});

describe('a wrong variable', () => {
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

  it('is listed with all others in one error, a line each', () => {
    const found = problems(RUBBISH);
    const named = found.map((line) => line.split(' ', 1)[0]);
    expect(new Set(named)).toEqual(new Set(Object.keys(RUBBISH)));
    expect(named).toHaveLength(Object.keys(RUBBISH).length);
    expect(() => new AppConfig(RUBBISH)).toThrow(`has ${found.length} problem(s)`);
  });

  it('is shown as it was set, unless it is a secret', () => {
    const text = problems(RUBBISH).join('\n');
    expect(text).toContain('"15 minutes"');
    expect(text).not.toContain('short');
  });

  it('is an error instead of the default', () => {
    for (const [name, value] of Object.entries(RUBBISH)) expect(problems({ [name]: value })).toHaveLength(1);
  });
});

describe('a variable that is set to the empty string', () => {
  it('means none, if none is possible', () => {
    const config = new AppConfig({ CORS_ORIGINS: '', WEBHOOK_ALLOWED_NETWORKS: '', WEBHOOK_RETRY_SCHEDULE: '' });
    expect(config.corsOrigins).toEqual([]);
    expect(config.webhook.allowedNetworks).toEqual([]);
    expect(config.webhook.retryScheduleMs).toEqual([]);
  });

  it('means unset, if a value is generated otherwise', () => {
    const config = new AppConfig({ DATABASE_URL: '', JWT_SECRET: '', ADMIN_PASSWORD: '', METRICS_TOKEN: '' });
    expect(config).toMatchObject({ databaseUrl: undefined, jwtSecret: undefined, adminPassword: undefined });
    expect(config.metricsToken).toBeUndefined();
  });

  it('is an error if a number is required', () => {
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

  it.each(['30', 's', '30 s', '1w', '1e3s', '-5s', '5s5m'])('refuse %s', (text) => {
    expect(problems({ WEBHOOK_TIMEOUT: text })).toEqual([expect.stringContaining('WEBHOOK_TIMEOUT')]);
  });
});

it('lists are separated by commas, with or without whitespace around them', () => {
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

  it('outside AWS is addressed by path', () => {
    const bucket = { S3_BUCKET: 'files', S3_ENDPOINT: 'http://127.0.0.1:9000', S3_PREFIX: '/desk/' };
    expect(new AppConfig(bucket).uploads.s3).toMatchObject({ forcePathStyle: true, prefix: 'desk/' });
    expect(new AppConfig({ ...bucket, S3_FORCE_PATH_STYLE: 'no' }).uploads.s3).toMatchObject({ forcePathStyle: false });
  });

  it('is configured completely or not at all', () => {
    const found = problems({ S3_BUCKET: 'files', S3_ENDPOINT: 'minio:9000', S3_ACCESS_KEY_ID: 'a', S3_PREFIX: 'a b' });
    const named = new Set(found.map((line) => line.split(' ', 1)[0]));
    expect(named).toEqual(new Set(['S3_ACCESS_KEY_ID', 'S3_ENDPOINT', 'S3_PREFIX']));
    expect(problems({ S3_REGION: 'eu-central-1', S3_SECRET_ACCESS_KEY: 'b' })).toEqual([
      'S3_BUCKET must be set when S3_REGION, S3_SECRET_ACCESS_KEY is.',
    ]);
  });
});

it('Redis is configured by one URL or in parts', () => {
  expect(new AppConfig({ REDIS_URL: 'redis://one:1' }).redisUrl).toBe('redis://one:1');
  expect(new AppConfig({ REDIS_HOST: 'two', REDIS_PASSWORD: 'a/b' }).redisUrl).toBe('redis://:a%2Fb@two:6379');
  expect(new AppConfig({}).redisUrl).toBeUndefined();
});

it('the e-mail address of the admin is normalised as on accounts', () => {
  expect(new AppConfig({ ADMIN_EMAIL: ' Boss@Example.COM ' }).adminEmail).toBe('boss@example.com');
});

describe('the first admin', () => {
  it('must have a valid address and password', () => {
    expect(problems({ ADMIN_EMAIL: 'nobody' })).toEqual(['ADMIN_EMAIL must be an e-mail address.']);
    expect(problems({ ADMIN_PASSWORD: '         ' })).toEqual(['ADMIN_PASSWORD must not be blank.']);
    expect(problems({ ADMIN_PASSWORD: 'short' })).toEqual(['ADMIN_PASSWORD must have at least 8 characters.']);
    expect(problems({ ADMIN_EMAIL: ' Boss@Localhost ', ADMIN_PASSWORD: 'long enough' })).toEqual([]);
  });
});

describe('DNS_SERVERS', () => {
  it('accepts addresses of either family, with or without a port', () => {
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

  it('is not reported when the near name is set, or when no name is near', () => {
    expect(misspelt({ SECRET_KEY: 'of another program', SECRETS_KEY: 'x'.repeat(32) })).toEqual([]);
    const shell = `PATH HOME HOSTNAME HOSTTYPE USER LOGNAME SHELL SHLVL TERM LANG LC_ALL PWD OLDPWD EDITOR PAGER DISPLAY TZ TMPDIR
      XDG_DATA_DIRS XDG_DATA_HOME XDG_RUNTIME_DIR SSH_AUTH_SOCK NODE_OPTIONS NODE_PATH NODE_VERSION NPM_CONFIG_LOGLEVEL npm_config_cache
      npm_package_json npm_node_execpath npm_lifecycle_event INIT_CWD COLOR CI GITHUB_TOKEN DOCKER_HOST KUBERNETES_PORT KUBERNETES_SERVICE_HOST
      POSTGRES_PORT REDIS_SERVICE_HOST REDIS_PORT_6379_TCP PGHOST PGPORT PGUSER PGDATABASE PGPASSWORD AWS_REGION AWS_ACCESS_KEY_ID
      AWS_SECRET_ACCESS_KEY AWS_PROFILE JAVA_HOME GOPATH VIRTUAL_ENV PYTHONPATH HTTP_PROXY HTTPS_PROXY NO_PROXY COLORTERM INVOCATION_ID
      JOURNAL_STREAM SYSTEMD_EXEC_PID DYNO WEB_CONCURRENCY YARN_VERSION`;
    expect(misspelt(Object.fromEntries(shell.split(/\s+/).map((name) => [name, 'x'])))).toEqual([]);
  });

  it('is reported beside the problems, without its value', () => {
    const variables = { DATABASE_ULR: 'postgres://u:hidden@db/x', LOG_LEVEL: 'loud' };
    expect(() => new AppConfig(variables)).toThrow('DATABASE_ULR is not a variable of Carillon. Is it DATABASE_URL?');
    expect(() => new AppConfig(variables)).not.toThrow('hidden');
  });
});

describe('an identity provider in the configuration', () => {
  const PROVIDER = {
    JWT_JWKS_URL: 'https://id.example.com/jwks',
    JWT_ISSUER: 'https://id.example.com',
    JWT_AUDIENCE: 'desk, api',
  };

  it('needs its issuer and audience, so that tokens for other applications are refused', () => {
    const accounts = { roleClaim: undefined, createsUsers: false };
    expect(new AppConfig({}).identity).toEqual({ tokens: undefined, accounts, signIn: undefined });
    expect(new AppConfig(PROVIDER).identity).toEqual({
      tokens: {
        jwksUrl: 'https://id.example.com/jwks',
        issuer: 'https://id.example.com',
        audience: ['desk', 'api'],
      },
      accounts,
      signIn: undefined,
    });
    expect(problems({ JWT_JWKS_URL: 'https://id.example.com/jwks' })).toEqual([
      'JWT_ISSUER must be set when JWT_JWKS_URL is.',
      'JWT_AUDIENCE must be set when JWT_JWKS_URL is.',
    ]);
    expect(problems({ JWT_AUDIENCE: 'desk' })).toEqual([
      'JWT_JWKS_URL must be set when JWT_ISSUER or JWT_AUDIENCE is.',
    ]);
  });

  it('signs people in with the same issuer as its tokens have, over https in production, and with a client', () => {
    const SIGN_IN = { OIDC_ISSUER: 'https://id.example.com', OIDC_CLIENT_ID: 'desk' };
    expect(new AppConfig({ ...PROVIDER, ...SIGN_IN }).identity.signIn).toEqual({
      issuer: 'https://id.example.com',
      clientId: 'desk',
      clientSecret: undefined,
      scopes: 'openid email profile',
      label: 'id.example.com',
    });
    expect(problems({ ...PROVIDER, ...SIGN_IN, OIDC_ISSUER: 'https://other.example.com' })).toEqual([
      'OIDC_ISSUER and JWT_ISSUER must be the same: an external_id belongs to one provider.',
    ]);
    expect(problems({ OIDC_CLIENT_ID: 'desk' })).toEqual(['OIDC_ISSUER must be set when OIDC_CLIENT_ID is.']);
    expect(problems({ OIDC_ISSUER: 'https://id.example.com' })).toEqual([
      'OIDC_CLIENT_ID must be set when OIDC_ISSUER is.',
    ]);
    const production = { NODE_ENV: 'production', ...SECRETS };
    expect(problems({ ...SIGN_IN, OIDC_ISSUER: 'http://id.example.com', ...production })).toEqual([
      'OIDC_ISSUER must be an https URL in production: it decides who is signed in.',
    ]);
    expect(problems({ ...SIGN_IN, OIDC_ISSUER: 'http://127.0.0.1:9000', ...production })).toEqual([]);
  });

  it('has its keys at an http(s) URL, and in production at an https one or on this machine', () => {
    const of = (url: string, more = {}) => problems({ ...PROVIDER, JWT_JWKS_URL: url, ...more });
    const production = { NODE_ENV: 'production', ...SECRETS };
    expect(of('file:///etc/keys')).toEqual(['JWT_JWKS_URL must be an http(s) URL, not "file:///etc/keys".']);
    expect(of('http://id.example.com/jwks')).toEqual([]);
    expect(of('http://127.0.0.1:9000/jwks', production)).toEqual([]);
    expect(of('http://id.example.com/jwks', production)).toEqual([
      expect.stringContaining('must be an https URL in production'),
    ]);
  });
});

it('a variable that is set to the empty string means none, if none is possible', () => {
  const config = new AppConfig({
    TRUST_PROXY: '',
    CORS_ORIGINS: '',
    WEBHOOK_ALLOWED_NETWORKS: '',
    UPLOAD_TYPES: '',
    REDIS_URL: '',
  });
  expect(config.trustProxy).toEqual({ networks: [] });
  expect([config.corsOrigins, config.webhook.allowedNetworks, config.uploads.types]).toEqual([[], [], []]);
  expect(config.redisUrl).toBeUndefined();
});

it('the limits below RATE_LIMIT are off with it, unless set', () => {
  expect(new AppConfig({ RATE_LIMIT: '0' }).limits).toMatchObject({
    writesPerMinute: 0,
    eventsPerMinute: 0,
    sockets: 50,
  });
  expect(new AppConfig({ RATE_LIMIT: '0', WRITE_RATE_LIMIT: '5' }).limits.writesPerMinute).toBe(5);
  expect(new AppConfig({}).limits).toMatchObject({ writesPerMinute: 300, eventsPerMinute: 60_000 });
});
