import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { AppConfig, InvalidConfiguration } from '../../src/common/config.js';
import {
  choice,
  count,
  flag,
  time,
  DURATIONS,
  LONG,
  NUMBERS,
  URLS,
  type Entry,
  type Variables,
} from '../support/input/environment-kinds.js';
import { IDENTITY_ENTRIES } from '../support/input/identity-entries.js';

const ROOT = new URL('../../', import.meta.url);

const BUCKET = { S3_BUCKET: 'files' };

const COLLECTOR = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' };

/** Every variable, against what the page of the configuration promises. */
const ENTRIES: Readonly<Record<string, Entry>> = {
  NODE_ENV: { valid: 'production', sets: ({ registrationOpen }) => registrationOpen, to: false, invalid: [] },
  PROCESS_ROLES: {
    valid: ' dispatch,api ,api',
    sets: ({ roles }) => [...roles],
    to: ['api', 'dispatch'],
    invalid: ['', ' , ', 'API', 'api,worker', 'all', '*'],
  },
  PORT: { ...count(({ port }) => port), invalid: [...NUMBERS, '65536'] },
  HOST: { valid: '::', sets: ({ host }) => host, to: '::', invalid: ['', 'a b', 'http://x', '1.2.3', '256.1.1.1'] },
  DATABASE_URL: {
    valid: 'postgresql://u:p@db.example/carillon',
    sets: ({ databaseUrl }) => databaseUrl,
    to: 'postgresql://u:p@db.example/carillon',
    invalid: ['mysql://u:hidden@db/x', 'db.example:5432', 'postgres://u:hid/den@db:x/y', 'postgres://db:99999/x'],
    isSecret: true,
  },
  DATABASE_POOL_URL: {
    valid: 'postgres://u:p@pooler.example:6432/carillon',
    sets: ({ databasePoolUrl }) => databasePoolUrl,
    to: 'postgres://u:p@pooler.example:6432/carillon',
    invalid: ['mysql://u:hidden@db/x', '/socket', 'postgres://u:hidden@a,b/x', 'postgres://db:99999/x'],
    beside: { DATABASE_URL: 'postgres://db.example/carillon' },
    isSecret: true,
  },
  DATABASE_POOL_SIZE: { ...count(({ databasePoolSize }) => databasePoolSize), invalid: [...NUMBERS, '0', '501'] },
  DATA_DIR: { valid: '/srv/carillon', sets: ({ dataDir }) => dataDir, to: '/srv/carillon', invalid: ['', ' '] },
  JWT_SECRET: { valid: LONG, sets: ({ jwtSecret }) => jwtSecret, to: LONG, invalid: ['short'], isSecret: true },
  SECRETS_KEY: { valid: LONG, sets: ({ secretsKey }) => secretsKey, to: LONG, invalid: ['short'], isSecret: true },
  ...IDENTITY_ENTRIES,
  JWT_EXPIRES_IN: time(({ jwtExpiresMs }) => jwtExpiresMs),
  REFRESH_EXPIRES_IN: time(({ refreshExpiresMs }) => refreshExpiresMs),
  ADMIN_EMAIL: {
    valid: 'Boss@Example.com',
    sets: ({ adminEmail }) => adminEmail,
    to: 'boss@example.com',
    invalid: ['boss'],
  },
  ADMIN_PASSWORD: {
    valid: 'correct horse battery',
    sets: ({ adminPassword }) => adminPassword,
    to: 'correct horse battery',
    invalid: ['short'],
    isSecret: true,
  },
  REGISTRATION: choice('closed', ({ registrationOpen }) => registrationOpen, false),
  PUBLIC_URL: {
    valid: 'https://example.com/desk/',
    sets: ({ publicUrl }) => publicUrl,
    to: 'https://example.com/desk',
    invalid: [...URLS, 'https://user:pass@example.com', 'https://example.com?x=1', 'https://example.com#x'],
  },
  CORS_ORIGINS: {
    valid: 'https://A.example, http://b.example:8080/,https://a.example:443, https://münchen.example',
    sets: ({ corsOrigins }) => corsOrigins,
    to: ['https://a.example', 'http://b.example:8080', 'https://xn--mnchen-3ya.example'],
    invalid: [
      ...URLS,
      'null',
      'https://a.example/path',
      'https://a.example/*',
      'https://*.example',
      'https://a.example?x',
      'https://a.example#x',
      'https://u:p@a.example',
      'https://a.example https://b.example',
    ],
  },
  TRUST_PROXY: {
    valid: '2',
    sets: ({ trustProxy }) => trustProxy,
    to: { hops: 2 },
    invalid: [
      'true',
      '-1',
      '1.5',
      '1,2',
      '101',
      '10.0.0.0/33',
      '10.0.0',
      '::/129',
      'proxy.internal',
      '0x1',
      'fe80::1%eth0/10x',
    ],
  },
  WEBHOOK_ALLOWED_NETWORKS: {
    valid: '10.0.0.0/8, bot.internal,::1',
    sets: ({ webhook }) => webhook.allowedNetworks,
    to: ['10.0.0.0/8', 'bot.internal', '::1'],
    invalid: ['10.0.0.0/33', '10.0.0.0/-1', '10.0.0', 'http://x', 'a b', '10.0.0.0/8/8', 'x/8'],
  },
  WEBHOOK_REQUIRE_HTTPS: flag(({ webhook }) => webhook.requireHttps),
  WEBHOOK_RETRY_SCHEDULE: {
    valid: '1s, 2m',
    sets: ({ webhook }) => webhook.retryScheduleMs,
    to: [1_000, 120_000],
    invalid: DURATIONS.filter((text) => text !== ''),
  },
  WEBHOOK_TIMEOUT: time(({ webhook }) => webhook.timeoutMs),
  WEBHOOK_WORKER_CONCURRENCY: count(({ webhook }) => webhook.workerConcurrency),
  WEBHOOK_ENDPOINT_CONCURRENCY: { ...count(({ webhook }) => webhook.endpointConcurrency), invalid: [...NUMBERS, '0'] },
  WEBHOOK_RATE_LIMIT: count(({ webhook }) => webhook.rateLimit),
  WEBHOOK_DISABLE_AFTER: time(({ webhook }) => webhook.disableAfterMs),
  EVENT_RETENTION: time(({ retention }) => retention.eventsMs),
  DELIVERY_RETENTION: time(({ retention }) => retention.deliveriesMs),
  NOTIFICATION_RETENTION: time(({ retention }) => retention.notificationsMs),
  UPLOAD_MAX_BYTES: { ...count(({ uploads }) => uploads.maxBytes), invalid: [...NUMBERS, '0'] },
  UPLOAD_TYPES: {
    valid: 'Image/*, application/pdf',
    sets: ({ uploads }) => uploads.types,
    to: ['image/*', 'application/pdf'],
    invalid: ['image', 'image/', '/png', 'image/png; charset=x', 'a b/c'],
  },
  S3_BUCKET: { valid: 'files', sets: ({ uploads }) => uploads.s3?.bucket, to: 'files', invalid: [] },
  S3_ENDPOINT: {
    valid: 'https://s3.example',
    sets: ({ uploads }) => uploads.s3?.endpoint,
    to: 'https://s3.example',
    invalid: ['minio:9000', 'ftp://x'],
    beside: BUCKET,
  },
  S3_REGION: { valid: 'eu-1', sets: ({ uploads }) => uploads.s3?.region, to: 'eu-1', invalid: [], beside: BUCKET },
  S3_ACCESS_KEY_ID: {
    valid: 'id',
    sets: ({ uploads }) => uploads.s3?.credentials?.accessKeyId,
    to: 'id',
    invalid: [],
    beside: { ...BUCKET, S3_SECRET_ACCESS_KEY: 'key' },
  },
  S3_SECRET_ACCESS_KEY: {
    valid: 'key',
    sets: ({ uploads }) => uploads.s3?.credentials?.secretAccessKey,
    to: 'key',
    invalid: [],
    beside: { ...BUCKET, S3_ACCESS_KEY_ID: 'id' },
  },
  S3_FORCE_PATH_STYLE: { ...flag(({ uploads }) => uploads.s3?.forcePathStyle), beside: BUCKET },
  S3_PREFIX: {
    valid: '/a/b/',
    sets: ({ uploads }) => uploads.s3?.prefix,
    to: 'a/b/',
    invalid: ['a b'],
    beside: BUCKET,
  },
  RATE_LIMIT: count(({ rateLimits }) => rateLimits.perCaller),
  API_KEY_RATE_LIMIT: count(({ rateLimits }) => rateLimits.perApiKey),
  LOGIN_RATE_LIMIT: count(({ rateLimits }) => rateLimits.perLoginAddress),
  SEARCH_CONCURRENCY: count(({ limits }) => limits.searchConcurrency),
  SOCKET_LIMIT: count(({ limits }) => limits.sockets),
  UPLOAD_CONCURRENCY: count(({ limits }) => limits.uploadConcurrency),
  UPLOAD_DAILY_BYTES: count(({ limits }) => limits.uploadBytesPerDay),
  EVENT_RATE_LIMIT: count(({ limits }) => limits.eventsPerMinute),
  EVENT_BYTES_RATE_LIMIT: count(({ limits }) => limits.eventBytesPerMinute),
  EVENT_DAILY_BYTES: count(({ limits }) => limits.eventBytesPerDay),
  WRITE_RATE_LIMIT: count(({ limits }) => limits.writesPerMinute),
  ACCOUNT_LOGIN_RATE_LIMIT: count(({ limits }) => limits.signInsPerAccount),
  BAD_TOKEN_RATE_LIMIT: count(({ limits }) => limits.badTokensPerAddress),
  STATEMENT_TIMEOUT: time(({ timeouts }) => timeouts.statementMs),
  SEARCH_TIMEOUT: time(({ timeouts }) => timeouts.searchMs),
  IDLE_TIMEOUT: time(({ timeouts }) => timeouts.idleMs),
  DNS_SERVERS: {
    valid: '10.0.0.2, [fd00::2]:5353',
    sets: ({ webhook }) => webhook.dnsServers,
    to: ['10.0.0.2', '[fd00::2]:5353'],
    invalid: ['dns.example', '10.0.0', '10.0.0.2:x'],
  },
  DISCORD_BOT_TOKEN: {
    valid: 'token',
    sets: ({ discord }) => discord.botToken,
    to: 'token',
    invalid: ['a b'],
    isSecret: true,
  },
  DISCORD_WEBHOOK_CHANNELS: {
    valid: '{"default":["1"]}',
    sets: ({ discord }) => discord.channels,
    to: { default: ['1'] },
    invalid: ['{', '[]', '{"x":1}', '{"default":[1]}'],
    beside: { DISCORD_BOT_TOKEN: 'token' },
  },
  DISCORD_PUBLIC_KEY: {
    valid: 'a'.repeat(64),
    sets: ({ discord }) => discord.publicKey,
    to: 'a'.repeat(64),
    invalid: ['abc'],
  },
  DISCORD_APPROVERS: { valid: '1, 2', sets: ({ discord }) => discord.approvers, to: ['1', '2'], invalid: ['a b'] },
  DISCORD_API_BASE: {
    valid: 'http://x/api/',
    sets: ({ discord }) => discord.apiBase,
    to: 'http://x/api',
    invalid: ['x'],
  },
  REDIS_URL: {
    valid: 'redis://one:1',
    sets: ({ redisUrl }) => redisUrl,
    to: 'redis://one:1',
    invalid: ['http://one', 'one:1', 'redis:///1'],
    isSecret: true,
  },
  REDIS_HOST: {
    valid: 'two',
    sets: ({ redisUrl }) => redisUrl,
    to: 'redis://two:6379',
    invalid: ['a b', 'redis://two'],
  },
  REDIS_PORT: {
    valid: '1234',
    sets: ({ redisUrl }) => redisUrl,
    to: 'redis://two:1234',
    invalid: [...NUMBERS, '0', '65536'],
    beside: { REDIS_HOST: 'two' },
  },
  REDIS_PASSWORD: {
    valid: 'a/b',
    sets: ({ redisUrl }) => redisUrl,
    to: 'redis://:a%2Fb@two:6379',
    invalid: [],
    beside: { REDIS_HOST: 'two' },
  },
  LOG_LEVEL: choice('debug', ({ logLevel }) => logLevel),
  LOG_FORMAT: choice('json', ({ logFormat }) => logFormat),
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    valid: 'https://traces.example/',
    sets: ({ tracing }) => tracing?.endpoint,
    to: 'https://traces.example',
    invalid: URLS,
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    valid: 'authorization=Bearer%20abc, x-team=desk',
    sets: ({ tracing }) => tracing?.headers,
    to: { authorization: 'Bearer abc', 'x-team': 'desk' },
    invalid: ['authorization', '=abc', 'a b=c', 'a=%E0%A4%A', 'a=%0Ab', 'a=ü'],
    beside: COLLECTOR,
    isSecret: true,
  },
  OTEL_SERVICE_NAME: {
    valid: 'desk',
    sets: ({ tracing }) => tracing?.serviceName,
    to: 'desk',
    invalid: [],
    beside: COLLECTOR,
  },
  OTEL_TRACES_SAMPLER_ARG: {
    valid: '0.25',
    sets: ({ tracing }) => tracing?.share,
    to: 0.25,
    invalid: ['-0.1', '1.1', '2', 'half', '', ' ', '1e-1', '0x1', '50%', 'NaN'],
    beside: COLLECTOR,
  },
  METRICS_TOKEN: {
    valid: 'token',
    sets: ({ metricsToken }) => metricsToken,
    to: 'token',
    invalid: ['a b', 'ü'],
    isSecret: true,
  },
};

/** Checked where they are defined. */
const CHECKED_ELSEWHERE = ['SECRETS_KEY_PREVIOUS'];

function problems(variables: Variables): readonly string[] {
  try {
    void new AppConfig(variables);
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.problems;
    throw error;
  }
  return [];
}

function documentedNames(): string[] {
  const page = readFileSync(new URL('docs/configuration.md', ROOT), 'utf8');
  const rows = page.split('\n').filter((line) => /^\| `[A-Z][A-Z0-9_]*`/.test(line));
  return rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map(([, name]) => name ?? ''),
  );
}

function codeNames(): string[] {
  const folder = new URL('src/common/', ROOT);
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
  const sources = files.map((file) => readFileSync(new URL(file, folder), 'utf8'));
  const reads = /\b(?:env\.\w+|count|bytes)\(\s*'([A-Z][A-Z0-9_]+)'/g;
  return [...new Set(sources.flatMap((source) => [...source.matchAll(reads)].map(([, name]) => name ?? '')))];
}

describe('the tables of the configuration', () => {
  const tested = [...Object.keys(ENTRIES), ...CHECKED_ELSEWHERE];

  it('contains only variables that are tested here', () => {
    expect(documentedNames().length).toBeGreaterThan(40);
    expect(documentedNames().filter((name) => !tested.includes(name))).toEqual([]);
  });

  it('contains every variable that the code reads', () => {
    const described = new Set(documentedNames());
    expect(codeNames().length).toBeGreaterThan(40);
    expect(codeNames().filter((name) => !described.has(name))).toEqual([]);
    expect(codeNames().filter((name) => !tested.includes(name))).toEqual([]);
  });
});

describe.each(Object.entries(ENTRIES))('%s', (name, { valid, sets, to, invalid, beside = {}, isSecret = false }) => {
  it('has the documented effect', () => {
    expect(problems({ ...beside, [name]: valid })).toEqual([]);
    expect(sets(new AppConfig({ ...beside, [name]: valid }))).toEqual(to);
  });

  it('refuses every other value in one line with its name', () => {
    for (const value of invalid) {
      const found = problems({ ...beside, [name]: value });
      expect([value, found]).toEqual([value, [expect.stringContaining(name)]]);
      expect(found[0]).not.toContain('\n');
      if (isSecret) expect(found[0]).not.toContain(value);
    }
  });
});

it('every wrong variable is listed in one error', () => {
  const wrong = Object.entries(ENTRIES).filter(([, { invalid, beside }]) => invalid.length > 0 && beside === undefined);
  const found = problems(Object.fromEntries(wrong.map(([name, { invalid }]) => [name, invalid[0] ?? ''])));
  for (const [name] of wrong) expect([name, found.some((line) => line.startsWith(name))]).toEqual([name, true]);
});
