import { SetMetadata } from '@nestjs/common';
import { extendRouteConfig } from './route-config.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Limit of a body that is read without a token. */
    isPublic?: boolean;
  }
}

export const IS_PUBLIC = Symbol('IS_PUBLIC');

/** A route, or a controller's routes, that need no sign-in. All others do. */
export const Public = (): ClassDecorator & MethodDecorator => {
  const mark: ClassDecorator & MethodDecorator = SetMetadata(IS_PUBLIC, true);
  const decorate = (target: never, name: string, descriptor?: PropertyDescriptor) => {
    if (descriptor === undefined) return mark(target);
    extendRouteConfig(descriptor.value as object, { isPublic: true });
    return mark(target, name, descriptor);
  };
  return decorate as ClassDecorator & MethodDecorator;
};
