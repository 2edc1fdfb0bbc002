import type { FastifyInstance } from 'fastify';
import type { JsonLimits } from './json-scan.js';
import { withRouteConfig } from './route-config.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    bodyLimit?: number;
    jsonLimits?: JsonLimits;
  }
}

/** For routes that need no token: enough for any form, and an anonymous caller cannot make the server hold more. */
export const MAX_PUBLIC_BODY_BYTES = 16_384;

/** For routes that check a signature over the body instead. */
export const MAX_SIGNED_BODY_BYTES = 262_144;

/** Sets another limit for the bodies of one route, in bytes. */
export const BodyLimit = (bytes: number) => withRouteConfig({ bodyLimit: bytes });

/** Sets other limits for the nesting and keys of one route's JSON. */
export const LimitJson = (limits: JsonLimits) => withRouteConfig({ jsonLimits: limits });

/** Nest passes on a route's configuration, but not its options, and the limit is an option. */
export function keepBodyLimits(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    const { bodyLimit } = route.config ?? {};
    if (bodyLimit !== undefined) route.bodyLimit = bodyLimit;
  });
}
