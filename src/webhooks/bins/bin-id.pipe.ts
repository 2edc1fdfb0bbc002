import { NotFound } from '../../common/errors.js';
import { IdPipe } from '../../common/http/id.pipe.js';
import { isBinId } from './bin.entity.js';

/** Ids of bins are no UUIDs: each of their bits is random. */
export class BinIdPipe extends IdPipe {
  override transform(value: string): string {
    if (!isBinId(value)) throw new NotFound(this.noun);
    return value;
  }
}
