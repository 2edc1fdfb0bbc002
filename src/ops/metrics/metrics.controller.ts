import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Operation } from '../../common/http/operation.decorator.js';
import { SkipThrottle } from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { collectDefaultMetrics } from 'prom-client';
import { AppConfig } from '../../common/config.js';
import { Public } from '../../common/http/public.decorator.js';
import { Metrics } from '../../common/metrics.js';
import { requireMayScrape } from './metrics-access.js';

/** For Prometheus. Not JSON, with a token of its own. */
@Public()
@SkipThrottle()
@ApiTags('operation')
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
  @Operation(
    'Metrics for Prometheus',
    'Without `METRICS_TOKEN` only for a peer on this machine; with it, for clients that send it as a bearer token.',
    { problems: ['unauthorized', 'forbidden'] },
  )
  @ApiOkResponse({
    content: { 'text/plain': { schema: { type: 'string' } } },
    description: 'In Prometheus text format.',
  })
  async scrape(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    requireMayScrape(request, this.config.metricsToken);
    const { registry } = this.metrics;
    reply.header('content-type', registry.contentType).header('cache-control', 'no-store');
    return registry.metrics();
  }
}
