import { SetMetadata } from '@nestjs/common';
import type { Scope } from '../scopes.js';

export const NEEDED_SCOPE = Symbol('NEEDED_SCOPE');

/** For a route, or the writing routes of a controller, with another scope than `write`. Reading always needs `read`. */
export const NeedsScope = (scope: Scope) => SetMetadata(NEEDED_SCOPE, scope);
