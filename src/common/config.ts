import { identityConfig, type IdentityConfig } from './oidc-config.js';
import { Resolver } from 'node:dns';
import { resolve } from 'node:path';
import {
  allowedNetworksConfig,
  corsOriginsConfig,
  databasePoolUrlConfig,
  databaseUrlConfig,
  listenConfig,
  metricsTokenConfig,
  publicUrlConfig,
  redisUrlConfig,
} from './address-config.js';
import { discordConfig, type DiscordConfig } from './discord-config.js';
import { Environment, type Misspelling } from './environment.js';
import {
  limitsConfig,
  rateLimitsConfig,
  timeoutsConfig,
  type LimitsConfig,
  type RateLimitsConfig,
  type TimeoutsConfig,
} from './limits-config.js';
import { tracingConfig, type TracingConfig } from './tracing-config.js';
import { trustProxyConfig, type TrustedProxies } from './proxy-config.js';
import { emailFault, emailForm } from './text/email-address.js';
import { passwordFault } from './text/password-text.js';
import { processConfig, type ProcessRoles } from './roles.js';
import { uploadConfig, type UploadConfig } from './upload-config.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** In milliseconds. Zero would end a session, a request or a history at once. */
const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;
const MAX_MS = 3_650 * DAY_MS;
const SESSION_RANGE = { min: SECOND_MS, max: MAX_MS };
/** Node's timers hold at most 24.8 days. */
const TIMEOUT_RANGE = { min: 10, max: 24 * DAY_MS };
const DISABLE_RANGE = { min: SECOND_MS, max: MAX_MS };
const RETENTION_RANGE = { min: 60 * SECOND_MS, max: MAX_MS };

/** All settings from outside, checked once at start. The only reader of `process.env`. */
export class AppConfig {
  readonly nodeEnv: string;
  readonly roles: ProcessRoles;
  readonly port: number;
  readonly host: string;
  /** Unset: the embedded PostgreSQL in `dataDir` is used. */
  readonly databaseUrl: string | undefined;
  /** A pooler in transaction mode, for the pool of requests alone. Unset: the pool uses `databaseUrl`. */
  readonly databasePoolUrl: string | undefined;
  readonly databasePoolSize: number;
  readonly dataDir: string;
  /** Unset: generated into `dataDir`. */
  readonly jwtSecret: string | undefined;
  readonly secretsKey: string | undefined;
  /** Opens what the previous key sealed, during a change of keys; seals nothing. */
  readonly secretsKeyPrevious: string | undefined;
  readonly jwtExpiresMs: number;
  readonly refreshExpiresMs: number;
  readonly adminEmail: string;
  readonly adminPassword: string | undefined;
  readonly registrationOpen: boolean;
  readonly publicUrl: string;
  /** Empty: same origin only. */
  readonly corsOrigins: readonly string[];
  readonly trustProxy: TrustedProxies;
  readonly webhook: WebhookConfig;
  readonly uploads: UploadConfig;
  readonly retention: RetentionConfig;
  readonly rateLimits: RateLimitsConfig;
  readonly limits: LimitsConfig;
  readonly timeouts: TimeoutsConfig;
  readonly discord: DiscordConfig;
  readonly identity: IdentityConfig;
  readonly redisUrl: string | undefined;
  readonly logLevel: string;
  readonly logFormat: 'pretty' | 'json';
  readonly metricsToken: string | undefined;
  readonly tracing: TracingConfig | undefined;
  /** Variables that have no effect, because their names are misspelt. */
  readonly misspelt: readonly Misspelling[];

  /** @param variables an `Environment` records what was read from it, for the configuration page */
  constructor(
    variables: Readonly<Record<string, string | undefined>> | Environment = process.env,
    database?: EmbeddedDatabase,
  ) {
    const env = variables instanceof Environment ? variables : new Environment(variables);
    this.nodeEnv = env.text('NODE_ENV', 'development');
    const isProduction = this.nodeEnv === 'production';
    ({ roles: this.roles, databasePoolSize: this.databasePoolSize } = processConfig(env));
    ({ port: this.port, host: this.host } = listenConfig(env, isProduction));
    this.databaseUrl = database?.url ?? databaseUrlConfig(env);
    this.databasePoolUrl = databasePoolUrlConfig(env);
    this.dataDir = resolve(env.required('DATA_DIR', '.data'));
    this.jwtSecret = env.optional('JWT_SECRET');
    this.secretsKey = env.optional('SECRETS_KEY');
    this.secretsKeyPrevious = env.optional('SECRETS_KEY_PREVIOUS');
    this.jwtExpiresMs = env.durationMs('JWT_EXPIRES_IN', '15m', SESSION_RANGE);
    this.refreshExpiresMs = env.durationMs('REFRESH_EXPIRES_IN', '30d', SESSION_RANGE);
    this.adminEmail = adminEmail(env);
    this.adminPassword = adminPassword(env);
    this.registrationOpen = registrationConfig(env, isProduction);
    this.publicUrl = publicUrlConfig(env, `http://localhost:${this.port}`);
    this.corsOrigins = corsOriginsConfig(env);
    this.trustProxy = trustProxyConfig(env);
    this.webhook = webhookConfig(env, { host: this.host, isProduction });
    this.uploads = uploadConfig(env, this.dataDir);
    this.retention = retentionConfig(env);
    this.rateLimits = rateLimitsConfig(env);
    this.limits = limitsConfig(env, this.rateLimits.perCaller);
    this.timeouts = timeoutsConfig(env);
    this.discord = discordConfig(env);
    this.identity = identityConfig(env, isProduction);
    this.redisUrl = redisUrlConfig(env);
    this.logLevel = env.choice('LOG_LEVEL', 'info', LOG_LEVELS);
    this.logFormat = env.choice('LOG_FORMAT', process.stdout.isTTY ? 'pretty' : 'json', ['pretty', 'json']);
    this.metricsToken = metricsTokenConfig(env);
    this.tracing = tracingConfig(env);
    this.checkSecrets(env, isProduction && database === undefined);
    this.misspelt = env.misspelt();
    if (env.problems.length > 0) throw new InvalidConfiguration(env.problems, this);
  }

  private checkSecrets(env: Environment, isOnForeignDatabase: boolean): void {
    if (this.jwtSecret !== undefined && Buffer.byteLength(this.jwtSecret) < 32) {
      env.problems.push('JWT_SECRET must have at least 32 bytes. Generate one with: openssl rand -base64 48');
    }
    if (this.secretsKey !== undefined && Buffer.byteLength(this.secretsKey) < 32) {
      env.problems.push('SECRETS_KEY must have at least 32 bytes. Generate one with: openssl rand -base64 48');
    }
    if (this.secretsKeyPrevious !== undefined && Buffer.byteLength(this.secretsKeyPrevious) < 32) {
      env.problems.push(
        'SECRETS_KEY_PREVIOUS must have at least 32 bytes. Set it to the previous value of SECRETS_KEY.',
      );
    }
    // Several processes would each generate their own; in a container the generated one would die with it.
    if (!isOnForeignDatabase || this.databaseUrl === undefined) return;
    for (const [name, value] of Object.entries({ JWT_SECRET: this.jwtSecret, SECRETS_KEY: this.secretsKey })) {
      if (value === undefined) env.problems.push(`${name} must be set in production when DATABASE_URL is set.`);
    }
  }
}

/** The embedded PostgreSQL once it runs; the generated secrets lie in the same folder as its data. */
export interface EmbeddedDatabase {
  readonly url: string;
}

export interface RetentionConfig {
  readonly eventsMs: number;
  readonly deliveriesMs: number;
  readonly notificationsMs: number;
}

export interface WebhookConfig {
  readonly allowedNetworks: readonly string[];
  readonly requireHttps: boolean;
  readonly retryScheduleMs: readonly number[];
  readonly timeoutMs: number;
  /** Requests in flight per process; 0: this process delivers nothing. */
  readonly workerConcurrency: number;
  readonly endpointConcurrency: number;
  /** Requests per second, endpoint and process; 0 = off. */
  readonly rateLimit: number;
  readonly disableAfterMs: number;
  /** Addresses, with a port or not; empty: those of the system. */
  readonly dnsServers: readonly string[];
}

/** Thrown at the start; lists every problem. The process prints it and exits 1. */
export class InvalidConfiguration extends Error {
  /** @param config the values that could be read, with defaults for the rest, so that more is checked in one pass */
  constructor(
    readonly problems: readonly string[],
    readonly config: AppConfig,
  ) {
    const hints = config.misspelt.map(({ name, meant }) => `${name} is not a variable of Carillon. Is it ${meant}?`);
    const lines = [...problems, ...hints].map((line) => `  - ${line}`);
    super(`The configuration has ${problems.length} problem(s):\n${lines.join('\n')}`);
    this.name = 'InvalidConfiguration';
  }
}

function webhookConfig(env: Environment, context: { host: string; isProduction: boolean }): WebhookConfig {
  const hostIsLoopback = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/i.test(context.host);
  return {
    allowedNetworks: allowedNetworksConfig(env, hostIsLoopback ? ['127.0.0.0/8', '::1/128', 'localhost'] : []),
    requireHttps: env.flag('WEBHOOK_REQUIRE_HTTPS', context.isProduction),
    retryScheduleMs: env.durationsMs('WEBHOOK_RETRY_SCHEDULE', '5s,5m,30m,2h,5h,10h,14h,20h,24h'),
    timeoutMs: env.durationMs('WEBHOOK_TIMEOUT', '30s', TIMEOUT_RANGE),
    workerConcurrency: env.int('WEBHOOK_WORKER_CONCURRENCY', 64, { min: 0, max: 10_000 }),
    endpointConcurrency: env.int('WEBHOOK_ENDPOINT_CONCURRENCY', 10, { min: 1, max: 10_000 }),
    rateLimit: env.int('WEBHOOK_RATE_LIMIT', 100, { min: 0, max: 1_000_000 }),
    disableAfterMs: env.durationMs('WEBHOOK_DISABLE_AFTER', '5d', DISABLE_RANGE),
    dnsServers: dnsServers(env),
  };
}

function retentionConfig(env: Environment): RetentionConfig {
  return {
    eventsMs: env.durationMs('EVENT_RETENTION', '30d', RETENTION_RANGE),
    deliveriesMs: env.durationMs('DELIVERY_RETENTION', '30d', RETENTION_RANGE),
    notificationsMs: env.durationMs('NOTIFICATION_RETENTION', '180d', RETENTION_RANGE),
  };
}

function dnsServers(env: Environment): string[] {
  const servers = env.list('DNS_SERVERS', []);
  for (const server of servers) {
    try {
      new Resolver().setServers([server]);
    } catch {
      env.problems.push(`DNS_SERVERS must list IP addresses such as 10.0.0.2 or [fd00::2]:5353, not "${server}".`);
    }
  }
  return servers;
}

function registrationConfig(env: Environment, isProduction: boolean): boolean {
  return env.choice('REGISTRATION', isProduction ? 'closed' : 'open', ['open', 'closed']) === 'open';
}

function adminEmail(env: Environment): string {
  const email = emailForm(env.text('ADMIN_EMAIL', 'admin@example.com'));
  const fault = emailFault(email);
  if (fault !== undefined) env.problems.push(`ADMIN_EMAIL ${fault}.`);
  return email;
}

function adminPassword(env: Environment): string | undefined {
  const password = env.optional('ADMIN_PASSWORD');
  const fault = password === undefined ? undefined : passwordFault(password);
  if (fault !== undefined) env.problems.push(`ADMIN_PASSWORD ${fault}.`);
  return password;
}
