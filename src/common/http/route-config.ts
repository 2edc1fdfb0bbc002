import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';
import type { FastifyContextConfig } from 'fastify';

/**
 * Adds to a route's Fastify configuration. Nest's `RouteConfig` replaces it, so only one of two decorators would count.
 */
export function extendRouteConfig(handler: object, config: Partial<FastifyContextConfig>): void {
  const current: unknown = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, handler);
  Reflect.defineMetadata(FASTIFY_ROUTE_CONFIG_METADATA, { ...(current as object | undefined), ...config }, handler);
}

/** A decorator of one route that adds to its Fastify configuration. */
export function withRouteConfig(config: Partial<FastifyContextConfig>): MethodDecorator {
  return (_target, _name, descriptor) => extendRouteConfig(descriptor.value as object, config);
}
