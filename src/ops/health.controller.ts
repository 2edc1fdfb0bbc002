import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { ApiOkResponse, ApiProperty } from '@nestjs/swagger';
import { Area, Operation } from '../common/http/operation.decorator.js';
import {
  HealthCheck,
  HealthCheckService,
  HealthIndicatorService,
  TypeOrmHealthIndicator,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import { SkipThrottle } from '@nestjs/throttler';
import { AppError } from '../common/errors.js';
import { Public } from '../common/http/public.decorator.js';
import { Readiness, type ReadinessCheck, type ReadinessResult } from '../common/readiness.js';

const CHECK_MS = 2_000;
const RETRY_AFTER_S = '5';

export class LiveAnswer {
  @ApiProperty({ example: 'ok' }) status: string;
}

/** The documented part of Terminus' answer. */
export class ReadyAnswer {
  @ApiProperty({ example: 'ok' }) status: string;
  @ApiProperty({ type: Object, example: { database: { status: 'up' } }, description: 'Each check by its name.' })
  details: Record<string, object>;
}

@Public()
@SkipThrottle()
@Area('operation', 'Health and metrics.')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly database: TypeOrmHealthIndicator,
    private readonly indicators: HealthIndicatorService,
    private readonly readiness: Readiness,
  ) {}

  /** The process answers. If it does not, restart it. */
  @Get('live')
  @Operation('Is the process alive?', 'For liveness probes: restart the process when this does not answer.')
  @ApiOkResponse({ type: LiveAnswer })
  live(): LiveAnswer {
    return { status: 'ok' };
  }

  /** The process can work: send traffic while this is 200. A failing check is named, with its reason. */
  @Get('ready')
  @Operation(
    'Can the process serve?',
    'For readiness probes and load balancers: send traffic while this answers 200. A failing check is named with its reason.',
    { problems: ['not_ready'] },
  )
  @HealthCheck({ swaggerDocumentation: false })
  @ApiOkResponse({ type: ReadyAnswer })
  async ready() {
    try {
      return await this.health.check([
        () => this.database.pingCheck('database', { timeout: CHECK_MS }),
        ...[...this.readiness.notes].map(
          ([name, note]) =>
            () =>
              this.indicators.check(name).up(note()),
        ),
        ...[...this.readiness.checks].map(
          ([name, check]) =>
            () =>
              this.ask(name, check),
        ),
      ]);
    } catch (error) {
      throw error instanceof ServiceUnavailableException ? notReady(error) : error;
    }
  }

  private async ask(name: string, check: ReadinessCheck): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check(name);
    const fault = await inTime(check);
    if (typeof fault === 'string') return indicator.down({ message: fault });
    return fault === null ? indicator.up() : indicator.up({ warning: fault.warning });
  }
}

/** 503 with `checks`: each failing one by name, as `{status, message}`. */
function notReady(error: ServiceUnavailableException): AppError {
  const { error: checks = {} } = error.getResponse() as { error?: Record<string, { message?: string }> };
  const faults = Object.entries(checks).map(([name, { message }]) => `${name}: ${message ?? 'down'}`);
  return new AppError(503, 'not_ready', faults.join(' '), {
    body: { checks },
    headers: { 'retry-after': RETRY_AFTER_S },
  });
}

async function inTime(check: ReadinessCheck): Promise<ReadinessResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`No answer within ${CHECK_MS} ms.`), CHECK_MS);
  });
  try {
    return await Promise.race([Promise.resolve(check()), late]);
  } catch {
    // The cause may name hosts or users, so it goes only to the log.
    return 'The check itself failed.';
  } finally {
    clearTimeout(timer);
  }
}
