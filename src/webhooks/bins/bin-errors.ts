import { Conflict } from '../../common/errors.js';

/** 409: each bin keeps up to 100 requests of 256 KiB. */
export class TooManyBins extends Conflict {
  constructor(limit: number) {
    super('too_many_bins', `You have ${limit} bins already. Delete one first, or wait until one expires.`);
  }
}
