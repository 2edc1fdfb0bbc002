import { Global, Module, type DynamicModule } from '@nestjs/common';
import { AppConfig } from './config.js';
import { AppLogger } from './logger.js';

/** Configuration and log, for everyone. */
@Global()
@Module({})
export class CommonModule {
  static forRoot(config: AppConfig, logger: AppLogger): DynamicModule {
    return {
      module: CommonModule,
      providers: [
        { provide: AppConfig, useValue: config },
        { provide: AppLogger, useValue: logger },
      ],
      exports: [AppConfig, AppLogger],
    };
  }
}
