import { fileURLToPath } from 'node:url';
import { DataSource } from 'typeorm';
import { AppConfig } from './src/common/config.js';
import { commandConnection } from './src/database/database-options.js';
import { loadMigrations } from './src/database/migrations.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * For the TypeORM command line and `scripts/migrations.ts`, which starts it; the server itself is wired in `src/database`.
 * Works from the sources and from `dist/` alike.
 */
export default new DataSource({
  type: 'postgres',
  ...commandConnection(new AppConfig().databaseUrl ?? 'postgres://localhost/carillon'),
  entities: [here('./src/**/*.entity.{js,ts}')],
  migrations: await loadMigrations(),
  synchronize: false,
});
