import type { IncomingHttpHeaders } from 'node:http';
import { LRUCache } from 'lru-cache';
import type { AppConfig } from '../config.js';
import { AppError } from '../errors.js';
import type { AppLogger } from '../logger.js';
import { isUrl } from '../urls.js';

/** A refused page keeps retrying, so each origin is logged once in this time. */
const LOG_EVERY_MS = 60_000;
const MAX_ORIGINS = 1_000;

type OriginSettings = Pick<AppConfig, 'corsOrigins' | 'publicUrl'>;

/** 403: a page of this origin may neither call REST nor open sockets. */
export class OriginNotAllowed extends AppError {
  constructor(origin: string) {
    super(
      403,
      'origin_not_allowed',
      `Pages of ${origin} may not use this server. An operator can add the origin to CORS_ORIGINS, or set PUBLIC_URL to it when ` +
        'it is where the server itself is reached.',
    );
  }
}

/** Decides which pages may use the server, and logs refused ones. */
export class OriginGuard {
  private readonly logged = new LRUCache<string, true>({ max: MAX_ORIGINS, ttl: LOG_EVERY_MS });

  constructor(
    private readonly config: OriginSettings,
    private readonly logger: AppLogger,
  ) {}

  /** @param request logged without its query, which may contain what a person searched for */
  allows(headers: IncomingHttpHeaders, request: { readonly method?: string; readonly path?: string }): boolean {
    const { origin } = headers;
    if (origin === undefined || isAllowedOrigin(headers, this.config)) return true;
    if (!this.logged.has(origin)) {
      this.logged.set(origin, true);
      const advice = 'Add it to CORS_ORIGINS, or set PUBLIC_URL, if its pages belong to this server.';
      this.logger.warn('origin.refused', { origin, ...request, advice });
    }
    return false;
  }
}

/**
 * WebSockets have no CORS: any page in a browser may open one, and only `Origin` names it. Other clients send none.
 */
export function isAllowedOrigin({ origin, host }: IncomingHttpHeaders, config: OriginSettings): boolean {
  if (origin === undefined) return true;
  if (config.corsOrigins.includes('*') || config.corsOrigins.includes(origin)) return true;
  if (!isUrl(origin)) return false;
  const { host: originHost, origin: normalOrigin } = new URL(origin);
  if (isUrl(config.publicUrl) && normalOrigin === new URL(config.publicUrl).origin) return true;
  return host !== undefined && originHost === host.toLowerCase();
}
