import { SetMetadata } from '@nestjs/common';

export const IS_PUBLIC = Symbol('IS_PUBLIC');

/** A route, or a controller's routes, that need nobody signed in. Everything else does. */
export const Public = () => SetMetadata(IS_PUBLIC, true);
