import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { InvalidInput } from '../errors.js';
import { isUuid } from '../ids.js';

/**
 * For ids in paths; lower case comes out, so that an id can be compared as text.
 *
 * @throws InvalidInput naming the parameter
 */
@Injectable()
export class UuidPipe implements PipeTransform<unknown, string> {
  transform(value: unknown, metadata: ArgumentMetadata): string {
    if (isUuid(value)) return value.toLowerCase();
    throw new InvalidInput([{ field: metadata.data ?? 'id', message: 'must be a UUID' }]);
  }
}
