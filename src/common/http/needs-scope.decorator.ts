import { SetMetadata } from '@nestjs/common';
import type { Scope } from '../scopes.js';

export const NEEDED_SCOPE = Symbol('NEEDED_SCOPE');

/** For a route, or a controller's writing routes, that take another scope than `write`. Reading always takes `read`. */
export const NeedsScope = (scope: Scope) => SetMetadata(NEEDED_SCOPE, scope);
