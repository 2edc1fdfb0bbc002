import type { PipeTransform } from '@nestjs/common';
import { NotFound } from '../errors.js';
import { isUuid } from '../ids.js';

/** An id of a path. What is no id names nothing that exists: 404, like any unknown one. */
export class IdPipe implements PipeTransform<string, string> {
  constructor(readonly noun: string) {}

  transform(value: string): string {
    if (!isUuid(value)) throw new NotFound(this.noun);
    return value.toLowerCase();
  }
}
