import type { Stage } from './stage.js';

/** Something that goes wrong again and again while people work. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly processes: number;
  run(stage: Stage): Promise<void>;
}
