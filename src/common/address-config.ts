import { isIP } from 'node:net';
import { databaseAddress, databaseHostsProblem } from './database-url.js';
import type { Environment } from './environment.js';
import { isNetwork } from './proxy-config.js';
import { isUrl, parseUrl } from './urls.js';

const HOST_NAME =
  /^[\p{L}\p{N}_]([\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?(\.[\p{L}\p{N}_]([\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?)*\.?$/u;
const DATABASE_URL = /^(postgres(ql)?:\/\/|socket:|\/)/;
const REDIS_URL = /^rediss?:\/\/[^/]/;
const MEDIA_TYPE = /^(\*|\*\/\*|[\w!#$&^.+-]+\/(\*|[\w!#$&^.+-]+))$/;

/** Where to listen. */
export function listenConfig(env: Environment, isProduction: boolean): { port: number; host: string } {
  const port = env.int('PORT', 5000, { min: 0, max: 65_535 });
  return { port, host: hostConfig(env, isProduction ? '0.0.0.0' : '127.0.0.1') };
}

/** An IP address or a name of this machine. */
function hostConfig(env: Environment, fallback: string): string {
  const text = env.text('HOST', fallback).trim();
  if (isIP(text) === 0 && !isHostName(text)) {
    env.problems.push(`HOST must be an address or a host name such as 127.0.0.1 or localhost, not "${text}".`);
  }
  return text;
}

/** Never shown in a problem: the URL may hold a password. */
export function databaseUrlConfig(env: Environment): string | undefined {
  const text = env.optional('DATABASE_URL');
  if (text !== undefined && !DATABASE_URL.test(text)) {
    env.problems.push('DATABASE_URL must begin with postgres:// or postgresql://.');
    return text;
  }
  const problem = text === undefined ? undefined : databaseHostsProblem(text);
  if (problem !== undefined) {
    env.problems.push(problem);
  } else if (text?.includes('://') === true && !databaseAddress(text).hosts.every((host) => isUrl(host))) {
    env.problems.push('DATABASE_URL is not a URL. Percent-encode special characters of user and password.');
  }
  return text;
}

/** A pooler has one address. Never shown in a problem, either. */
export function databasePoolUrlConfig(env: Environment): string | undefined {
  const text = env.optional('DATABASE_POOL_URL');
  if (text === undefined) return undefined;
  if (env.optional('DATABASE_URL') === undefined) {
    env.problems.push('DATABASE_POOL_URL must not be set without DATABASE_URL: a pooler serves requests alone.');
  } else if (!/^postgres(ql)?:\/\//.test(text) || databaseAddress(text).hosts.length > 1 || !isUrl(text)) {
    env.problems.push(
      'DATABASE_POOL_URL must be a postgres:// URL with one host. Percent-encode special characters of user and password.',
    );
  }
  return text;
}

/** Without a trailing slash; a path is kept. */
export function publicUrlConfig(env: Environment, fallback: string): string {
  const text = env.optional('PUBLIC_URL')?.trim() ?? fallback;
  const url = parseUrl(text);
  const isPlain = url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  if (!isPlain || url.search !== '' || url.hash !== '' || /\s/.test(text)) {
    env.problems.push(
      'PUBLIC_URL must be an http(s) URL without credentials, query or fragment, such as https://desk.example.com.',
    );
  }
  return text.replace(/\/+$/, '');
}

/** Origins as browsers send them; `*` stands for all. */
export function corsOriginsConfig(env: Environment): string[] {
  const entries = env.list('CORS_ORIGINS', []);
  const origins = entries.map(originOf);
  const wrong = entries.filter((_entry, place) => origins[place] === undefined);
  if (wrong.length > 0) {
    env.problems.push(
      'CORS_ORIGINS must be a comma list of origins, each a scheme, a host and maybe a port, without a path or wildcard, ' +
        `such as https://desk.example.com,http://localhost:5173, not "${wrong.join(', ')}".`,
    );
  }
  return [...new Set(origins.filter((origin) => origin !== undefined))];
}

export function allowedNetworksConfig(env: Environment, fallback: readonly string[]): string[] {
  const entries = env.list('WEBHOOK_ALLOWED_NETWORKS', fallback);
  const wrong = entries.filter((entry) => !isNetwork(entry) && !isHostName(entry));
  if (wrong.length > 0) {
    env.problems.push(
      'WEBHOOK_ALLOWED_NETWORKS must be a comma list of addresses, CIDR networks or host names such as ' +
        `10.0.0.0/8,bot.internal, not "${wrong.join(', ')}".`,
    );
  }
  return entries;
}

export function uploadTypesConfig(env: Environment, fallback: readonly string[]): string[] {
  const entries = env.list('UPLOAD_TYPES', fallback).map((type) => type.toLowerCase());
  const wrong = entries.filter((entry) => !MEDIA_TYPE.test(entry));
  if (wrong.length > 0) {
    env.problems.push(
      `UPLOAD_TYPES must be a comma list of media types such as image/*,application/pdf, not "${wrong.join(', ')}".`,
    );
  }
  return entries;
}

/** From REDIS_URL, or from its parts. Never shown in a problem: it may hold a password. */
export function redisUrlConfig(env: Environment): string | undefined {
  const whole = env.optional('REDIS_URL');
  const host = env.optional('REDIS_HOST');
  const password = env.optional('REDIS_PASSWORD');
  const port = env.int('REDIS_PORT', 6379, { min: 1, max: 65_535 });
  if (whole !== undefined && (!REDIS_URL.test(whole) || !isUrl(whole))) {
    env.problems.push('REDIS_URL must be a URL such as redis://localhost:6379.');
  }
  if (host !== undefined && isIP(host) === 0 && !isHostName(host)) {
    env.problems.push(`REDIS_HOST must be an address or a host name, not "${host}".`);
  }
  if (whole === undefined && host === undefined && password !== undefined) {
    env.problems.push('REDIS_HOST or REDIS_URL must be set when REDIS_PASSWORD is.');
  }
  if (whole !== undefined || host === undefined) return whole;
  const place = isIP(host) === 6 ? `[${host}]` : host;
  return `redis://${password === undefined ? '' : `:${encodeURIComponent(password)}@`}${place}:${port}`;
}

export function metricsTokenConfig(env: Environment): string | undefined {
  const token = env.optional('METRICS_TOKEN');
  // The token is sent in a header, so it must fit into one.
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token)) {
    env.problems.push('METRICS_TOKEN must be ASCII without whitespace.');
  }
  return token;
}

/** A last label of digits alone would be read as an address. */
function isHostName(text: string): boolean {
  return text.length <= 253 && HOST_NAME.test(text) && !/(^|\.)\d+\.?$/.test(text);
}

function originOf(text: string): string | undefined {
  if (text === '*') return text;
  const url = parseUrl(text);
  if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined;
  // A host with a star parses, but would match nothing.
  const isOrigin =
    !url.hostname.includes('*') &&
    url.username === '' &&
    url.password === '' &&
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === '';
  return isOrigin ? url.origin : undefined;
}
