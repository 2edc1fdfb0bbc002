import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { collectDefaultMetrics } from 'prom-client';
import { AppConfig } from '../../common/config.js';
import { Public } from '../../common/http/public.decorator.js';
import { Metrics } from '../../common/metrics.js';
import { requireMayScrape } from './metrics-access.js';

/** For Prometheus. Not part of the API: no JSON, and a token of its own. */
@Public()
@SkipThrottle()
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly config: AppConfig,
  ) {
    collectDefaultMetrics({ register: metrics.registry });
  }

  /** @throws AppError 401 for a wrong token, 403 from elsewhere while no token is set */
  @Get()
  async scrape(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    requireMayScrape(request, this.config.metricsToken);
    const { registry } = this.metrics;
    reply.header('content-type', registry.contentType).header('cache-control', 'no-store');
    return registry.metrics();
  }
}
