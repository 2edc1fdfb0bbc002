import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { AppError, Forbidden } from '../../common/errors.js';

const BEARER = /^Bearer +(.+)$/i;
/** Also the IPv4 loopback as an IPv6 socket reports it. */
const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;
/** A proxy on this machine adds one of these to a request from elsewhere. */
const FORWARDING = /^(forwarded|via|x-forwarded-.+|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip)$/;

/**
 * With a token set: every client that sends it. Without one: a peer on this machine that is not a proxy for another
 * machine.
 *
 * @throws AppError 401, Forbidden
 */
export function requireMayScrape({ headers, socket }: FastifyRequest, token: string | undefined): void {
  if (token !== undefined) {
    const given = BEARER.exec(headers.authorization ?? '')?.[1];
    if (given !== undefined && isSame(given, token)) return;
    throw new AppError(401, 'unauthorized', 'Send METRICS_TOKEN as a bearer token.', {
      headers: { 'www-authenticate': 'Bearer' },
    });
  }
  const isLocal = LOOPBACK.test(socket.remoteAddress ?? '');
  if (isLocal && !Object.keys(headers).some((name) => FORWARDING.test(name))) return;
  throw new Forbidden('Metrics are only for this machine. Set METRICS_TOKEN and send it as a bearer token.');
}

/** Compared as digests: equal lengths, constant time. */
function isSame(given: string, token: string): boolean {
  const [a, b] = [given, token].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
