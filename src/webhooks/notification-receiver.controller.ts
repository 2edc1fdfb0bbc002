import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags, ApiUnauthorizedResponse } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { BodyLimit, MAX_SIGNED_BODY_BYTES } from '../common/http/body-limit.decorator.js';
import { Public } from '../common/http/public.decorator.js';
import { TakesRawBody } from '../common/http/raw-body.decorator.js';
import { NotificationReceiver } from './notification-receiver.service.js';

export class ReceivedAnswer {
  @ApiProperty({ example: 'received' }) status: string;
}

/** Signed, not signed in. All its calls come from this server's own address, so a limit per address would be one for all. */
@ApiTags('webhooks')
@Controller(['api/notifications/webhooks/notifications', 'api/webhooks/notifications'])
export class NotificationReceiverController {
  constructor(private readonly receiver: NotificationReceiver) {}

  @Post()
  @HttpCode(200)
  @Public()
  @SkipThrottle()
  @TakesRawBody()
  @BodyLimit(MAX_SIGNED_BODY_BYTES)
  @ApiOperation({ summary: 'The built-in receiver for relative webhook URLs' })
  @ApiOkResponse({ type: ReceivedAnswer, description: 'For repeats too' })
  @ApiUnauthorizedResponse({ description: 'The signature is missing, too old or wrong' })
  async receive(@Req() request: FastifyRequest): Promise<ReceivedAnswer> {
    const body = typeof request.body === 'string' ? request.body : '';
    await this.receiver.receive({ headers: request.headers, body });
    return { status: 'received' };
  }
}
