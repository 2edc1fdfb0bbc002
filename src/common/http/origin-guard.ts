import type { IncomingHttpHeaders } from 'node:http';
import type { AppConfig } from '../common/config.js';

/**
 * A WebSocket knows no CORS: whichever page a browser shows may open one, and only `Origin` tells. Clients that are no
 * browsers send none.
 */
export function isAllowedOrigin(
  { origin, host }: IncomingHttpHeaders,
  config: Pick<AppConfig, 'corsOrigins' | 'publicUrl'>,
): boolean {
  if (origin === undefined) return true;
  if (config.corsOrigins.includes('*') || config.corsOrigins.includes(origin)) return true;
  if (!URL.canParse(origin)) return false;
  const { host: originHost, origin: normalOrigin } = new URL(origin);
  if (URL.canParse(config.publicUrl) && normalOrigin === new URL(config.publicUrl).origin) return true;
  return host !== undefined && originHost === host.toLowerCase();
}
