import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { FrontPageController } from './front-page.controller.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics/metrics.controller.js';

@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [FrontPageController, HealthController, MetricsController],
})
export class OpsModule {}
