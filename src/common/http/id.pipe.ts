import type { PipeTransform } from '@nestjs/common';
import { NotFound } from '../errors.js';
import { isUuid } from '../ids.js';

/** An id in a path. A malformed one names nothing that exists: 404, like any unknown id. */
export class IdPipe implements PipeTransform<string, string> {
  constructor(readonly noun: string) {}

  transform(value: string): string {
    if (!isUuid(value)) throw new NotFound(this.noun);
    return value.toLowerCase();
  }
}
