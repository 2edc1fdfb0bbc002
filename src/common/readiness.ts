import { Injectable } from '@nestjs/common';

/** @returns why this process cannot work at the moment, as public text; null: it can */
export type ReadinessCheck = () => string | null | Promise<string | null>;

/** The checks of `GET /health/ready` besides the database. Modules register theirs when they start. */
@Injectable()
export class Readiness {
  private readonly byName = new Map<string, ReadinessCheck>();

  register(name: string, check: ReadinessCheck): void {
    this.byName.set(name, check);
  }

  /** What the answer says besides, whatever it is: the process can work without it. */
  readonly notes = new Map<string, () => Readonly<Record<string, string>>>();

  get checks(): ReadonlyMap<string, ReadinessCheck> {
    return this.byName;
  }
}
