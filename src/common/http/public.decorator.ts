import { SetMetadata } from '@nestjs/common';
import { extendRouteConfig } from './route-config.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Bodies are read without a token. */
    isPublic?: boolean;
  }
}

export const IS_PUBLIC = Symbol('IS_PUBLIC');

/** A route, or a controller's routes, that need nobody signed in. Everything else does. */
export const Public = (): ClassDecorator & MethodDecorator => {
  const mark: ClassDecorator & MethodDecorator = SetMetadata(IS_PUBLIC, true);
  const decorate = (target: never, name: string, descriptor?: PropertyDescriptor) => {
    if (descriptor === undefined) return mark(target);
    extendRouteConfig(descriptor.value as object, { isPublic: true });
    return mark(target, name, descriptor);
  };
  return decorate as ClassDecorator & MethodDecorator;
};
