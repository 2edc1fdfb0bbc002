import type { PairOptions } from '../test/support/database/standby-pair.js';
import type { Stage } from './stage.js';

/** Something that goes wrong again and again while people work. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly processes: number;
  /** Left out: a single PostgreSQL. */
  readonly standby?: PairOptions;
  run(stage: Stage): Promise<void>;
}
