import { Body, Controller, Headers, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AppError } from '../../common/errors.js';
import { CurrentActor } from '../../common/http/current-actor.decorator.js';
import { NeedsScope } from '../../common/http/needs-scope.decorator.js';
import type { Actor } from '../../common/request-context.js';
import { IncomingEvent, TakenEventAnswer } from './intake.dto.js';
import { EventIntake } from './intake.service.js';

const MAX_BYTES = 262_144;

@ApiTags('events')
@ApiBearerAuth()
@NeedsScope('events:write')
@Controller('api/events')
export class EventIntakeController {
  constructor(private readonly intake: EventIntake) {}

  @Post()
  @ApiOperation({ summary: 'Takes an event of another service' })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiAcceptedResponse({ type: TakenEventAnswer })
  @ApiOkResponse({ type: TakenEventAnswer, description: 'It had come in before under this key' })
  async take(
    @CurrentActor() actor: Actor,
    @Body() input: IncomingEvent,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TakenEventAnswer> {
    // As it is stored and sent: white space between the fields is nobody's burden.
    if (Buffer.byteLength(JSON.stringify(input)) > MAX_BYTES) {
      throw new AppError(413, 'payload_too_large', 'An event has at most 256 KiB.');
    }
    const { id, isNew } = await this.intake.take(actor, input, key);
    reply.status(isNew ? 202 : 200);
    return { id };
  }
}
