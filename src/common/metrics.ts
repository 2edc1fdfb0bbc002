import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/**
 * The metrics of one application, kept in memory: a scrape asks nothing of the database. Every module makes its own ones in
 * its constructor; a name that exists already throws. Labels take few, known values, never ids or texts of users.
 */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  /** @param name by convention `carillon_<things>_total` */
  counter<Label extends string = never>(name: string, help: string, labelNames: readonly Label[] = []): Counter<Label> {
    return new Counter({ name, help, labelNames: [...labelNames], registers: [this.registry] });
  }

  /** A value that goes up and down, set by its owner. */
  gauge<Label extends string = never>(name: string, help: string, labelNames: readonly Label[] = []): Gauge<Label> {
    return new Gauge({ name, help, labelNames: [...labelNames], registers: [this.registry] });
  }

  /** A value that is read at each scrape. `read` must be quick and must not wait for anything. */
  readGauge(name: string, help: string, read: () => number): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [this.registry],
      collect: () => gauge.set(read()),
    });
  }

  /** @param buckets upper bounds, for durations in seconds */
  histogram<Label extends string = never>(
    name: string,
    help: string,
    { buckets, labelNames = [] }: { buckets: readonly number[]; labelNames?: readonly Label[] },
  ): Histogram<Label> {
    return new Histogram({
      name,
      help,
      buckets: [...buckets],
      labelNames: [...labelNames],
      registers: [this.registry],
    });
  }
}
