import { Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { Metrics } from '../common/metrics.js';

type PoolName = 'main' | 'searches';
type PoolState = 'active' | 'idle' | 'waiting';

/** Connections of this process's pools, and requests that wait for one. */
@Injectable()
export class PoolMetrics {
  private readonly pools = new Map<PoolName, Pick<Pool, 'totalCount' | 'idleCount' | 'waitingCount'>>();

  constructor(metrics: Metrics) {
    metrics.readGauges(
      'carillon_db_pool',
      'Database connections in use and idle, and requests that wait for one.',
      ['state', 'pool'],
      () =>
        [...this.pools].flatMap(([pool, counts]) =>
          statesOf(counts).map(([state, value]) => ({ labels: { state, pool }, value })),
        ),
    );
  }

  watch(name: PoolName, { driver }: DataSource): void {
    // TypeORM does not type its pool, which is one of `pg`.
    this.pools.set(name, (driver as unknown as { master: Pool }).master);
  }
}

function statesOf(
  pool: Pick<Pool, 'totalCount' | 'idleCount' | 'waitingCount'>,
): readonly (readonly [PoolState, number])[] {
  const { totalCount, idleCount, waitingCount } = pool;
  return [
    ['active', totalCount - idleCount],
    ['idle', idleCount],
    ['waiting', waitingCount],
  ];
}
