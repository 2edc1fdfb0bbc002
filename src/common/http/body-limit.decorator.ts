import type { FastifyInstance } from 'fastify';
import type { JsonLimits } from './json-scan.js';
import { withRouteConfig } from './route-config.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    bodyLimit?: number;
    jsonLimits?: JsonLimits;
  }
}

/** Of routes that need no token: enough for any form, and a stranger cannot make the server hold more. */
export const MAX_PUBLIC_BODY_BYTES = 16_384;

/** Of routes that check a signature over the body instead. */
export const MAX_SIGNED_BODY_BYTES = 262_144;

/** Another limit than the application's for the bodies of one route, in bytes. */
export const BodyLimit = (bytes: number) => withRouteConfig({ bodyLimit: bytes });

/** Other limits than the application's for the nesting and keys of one route's JSON. */
export const LimitJson = (limits: JsonLimits) => withRouteConfig({ jsonLimits: limits });

/** Nest hands over a route's configuration, but not its options: the limit is one of these. */
export function keepBodyLimits(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    const { bodyLimit } = route.config ?? {};
    if (bodyLimit !== undefined) route.bodyLimit = bodyLimit;
  });
}
