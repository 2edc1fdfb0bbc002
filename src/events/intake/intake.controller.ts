import { Body, Controller, Headers, HttpCode, Post, Query, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { Operation } from '../../common/http/operation.decorator.js';
import type { FastifyReply } from 'fastify';
import { parseDuration } from '../../common/durations.js';
import { AppError } from '../../common/errors.js';
import { BodyLimit, LimitJson } from '../../common/http/body-limit.decorator.js';
import { CurrentActor } from '../../common/http/current-actor.decorator.js';
import { DEFAULT_JSON_LIMITS, type JsonLimits } from '../../common/http/json-scan.js';
import { NeedsScope } from '../../common/http/needs-scope.decorator.js';
import { PersonLimits } from '../../common/rate-limit/person-limits.js';
import type { Actor } from '../../common/request-context.js';
import { EventOutcomes } from './event-outcomes.js';
import { EventOutcomeAnswer, TakenEventAnswer, TakenEventsAnswer } from './intake.answers.js';
import { IncomingEvent, IncomingEvents, IntakeQuery } from './intake.dto.js';
import { IntakeService } from './intake.service.js';

const MAX_BYTES = 262_144;
const MAX_BATCH_BYTES = 4 * 1_048_576;
/** 500 events, each within the limit of one event. */
const BATCH_JSON: JsonLimits = { maxDepth: DEFAULT_JSON_LIMITS.maxDepth + 2, maxKeys: 100_000 };

@ApiTags('events')
@ApiBearerAuth()
@NeedsScope('events:write')
@Controller('api/events')
export class EventIntakeController {
  constructor(
    private readonly intake: IntakeService,
    private readonly outcomes: EventOutcomes,
    private readonly limits: PersonLimits,
  ) {}

  @Post()
  @Operation(
    'Send an event of another service',
    'Webhooks and sockets of the people it concerns get it. The same idempotency key again answers 200 with the same id; `wait` answers after the first attempts.',
    {
      example: { type: 'project.created', data: { id: 'p-1', name: 'Apollo' } },
      problems: ['idempotency_conflict', 'loop_detected'],
    },
  )
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'The same as `idempotency_key` of the body.' })
  @ApiAcceptedResponse({ type: TakenEventAnswer })
  @ApiExtraModels(TakenEventAnswer, EventOutcomeAnswer)
  @ApiOkResponse({
    description: 'It had come in before under this key; or what became of it, with `wait`',
    schema: { oneOf: [TakenEventAnswer, EventOutcomeAnswer].map((type) => ({ $ref: getSchemaPath(type) })) },
  })
  async take(
    @CurrentActor() actor: Actor,
    @Body() input: IncomingEvent,
    @Query() query: IntakeQuery,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TakenEventAnswer | EventOutcomeAnswer> {
    const waitMs = waitOf(query);
    // Measured as compact JSON, as it is stored and sent; whitespace does not count.
    await this.limits.countEvents(actor.id, 1, smallSize(input));
    const { id, isNew } = await this.intake.take(actor, input, key);
    reply.status(isNew && waitMs === null ? 202 : 200);
    if (waitMs === null) return { id };
    return this.outcomes.wait(id, actor, { ms: waitMs, isWanted: () => !reply.raw.destroyed });
  }

  @Post('batch')
  @Operation('Send up to 500 events', 'All or none.', {
    example: {
      events: [
        { type: 'project.created', data: { id: 'p-2', name: 'Gemini' } },
        { type: 'payment.succeeded', data: { amount: 12.5 } },
      ],
    },
    problems: ['idempotency_conflict', 'loop_detected'],
  })
  @HttpCode(202)
  @BodyLimit(MAX_BATCH_BYTES)
  @LimitJson(BATCH_JSON)
  @ApiAcceptedResponse({ type: TakenEventsAnswer })
  async takeAll(@CurrentActor() actor: Actor, @Body() { events }: IncomingEvents): Promise<TakenEventsAnswer> {
    const bytes = events.reduce((sum, event) => sum + smallSize(event), 0);
    await this.limits.countEvents(actor.id, events.length, bytes);
    const taken = await this.intake.takeAll(actor, events);
    return { items: taken.map(({ id }) => ({ id })) };
  }
}

/** @returns bytes. @throws AppError 413 */
function smallSize(event: IncomingEvent): number {
  const bytes = Buffer.byteLength(JSON.stringify(event));
  if (bytes > MAX_BYTES) throw new AppError(413, 'payload_too_large', 'An event has at most 256 KiB.');
  return bytes;
}

/** @returns null: the answer does not wait for attempts */
function waitOf({ wait }: IntakeQuery): number | null {
  return parseDuration(wait ?? '') ?? null;
}
