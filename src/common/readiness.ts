import { Injectable } from '@nestjs/common';

/**
 * Why this process cannot work at the moment, as public text; null: it can. A warning is for the operator: the process
 * stays ready.
 */
export type ReadinessResult = string | { readonly warning: string } | null;
export type ReadinessCheck = () => ReadinessResult | Promise<ReadinessResult>;

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
