import { Injectable } from '@nestjs/common';

/** @returns why this process cannot do its work at the moment, for anyone to read; null: it can */
export type ReadinessCheck = () => string | null | Promise<string | null>;

/** What `GET /health/ready` asks beside the database. Modules register their checks when they start. */
@Injectable()
export class Readiness {
  private readonly byName = new Map<string, ReadinessCheck>();

  register(name: string, check: ReadinessCheck): void {
    this.byName.set(name, check);
  }

  get checks(): ReadonlyMap<string, ReadinessCheck> {
    return this.byName;
  }
}
