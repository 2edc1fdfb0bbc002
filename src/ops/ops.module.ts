import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { ClientScript } from './client-script.js';
import { ClientScriptController } from './client-script.controller.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics/metrics.controller.js';

@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [ClientScriptController, HealthController, MetricsController],
  providers: [ClientScript],
})
export class OpsModule {}
