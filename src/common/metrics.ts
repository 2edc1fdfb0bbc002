import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/**
 * The metrics of one application, in memory: a scrape does not query the database. Each module registers its own in its
 * constructor; a duplicate name throws. Labels take few, known values, never ids or user text.
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

  /** A value read at each scrape. `read` must be quick and must not wait. */
  readGauge(name: string, help: string, read: () => number): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [this.registry],
      collect: () => gauge.set(read()),
    });
  }

  /** Values by their labels, all read at each scrape. `read` must be quick and must not wait. */
  readGauges<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    read: () => readonly { readonly labels: Readonly<Record<Label, string>>; readonly value: number }[],
  ): void {
    const gauge: Gauge<Label> = new Gauge({
      name,
      help,
      labelNames: [...labelNames],
      registers: [this.registry],
      collect: () => {
        for (const { labels, value } of read()) gauge.set({ ...labels }, value);
      },
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
