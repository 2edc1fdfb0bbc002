import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AppConfig } from '../common/config.js';
import { heavyPool } from './database-options.js';
import { PoolMetrics } from './pool-metrics.js';

/**
 * Read-only connections for searches, with a short statement time-out, so that searches neither use up the connections of
 * other requests nor run for long.
 */
@Injectable()
export class HeavyReads implements OnModuleInit, OnApplicationShutdown {
  private readonly dataSource: DataSource;

  constructor(
    private readonly main: DataSource,
    private readonly pools: PoolMetrics,
    config: AppConfig,
  ) {
    const { options } = main;
    if (options.type !== 'postgres') throw new Error('The database is PostgreSQL.');
    this.dataSource = new DataSource({
      ...options,
      // Subscribers watch writes; there are none here.
      subscribers: [],
      applicationName: 'carillon searches',
      extra: heavyPool(config),
    });
  }

  get manager(): EntityManager {
    return this.dataSource.manager;
  }

  /** @param sql with named parameters, `:name` */
  async query<Row>(sql: string, parameters: Readonly<Record<string, unknown>>): Promise<Row[]> {
    const [text, values] = this.dataSource.driver.escapeQueryWithParameters(sql, { ...parameters });
    return this.dataSource.query<Row[]>(text, values as unknown[]);
  }

  async onModuleInit(): Promise<void> {
    await this.dataSource.initialize();
    this.pools.watch('main', this.main);
    this.pools.watch('searches', this.dataSource);
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
