import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { ClientScriptController } from './client-script.controller.js';
import { EmbedScriptController } from './embed-script.controller.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { ScriptFiles } from './script-files.js';

@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [ClientScriptController, EmbedScriptController, HealthController, MetricsController],
  providers: [ScriptFiles],
})
export class OpsModule {}
