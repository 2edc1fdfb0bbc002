import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { FrontPageController } from './front-page.controller.js';
import { HealthController } from './health.controller.js';

@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [FrontPageController, HealthController],
})
export class OpsModule {}
