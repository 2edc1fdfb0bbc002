import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { BodyLimit, MAX_SIGNED_BODY_BYTES } from '../../common/http/body-limit.decorator.js';
import { Operation } from '../../common/http/operation.decorator.js';
import { Public } from '../../common/http/public.decorator.js';
import { TakesRawBody } from '../../common/http/raw-body.decorator.js';
import { NotificationReceiverService } from './notification-receiver.service.js';

export class ReceivedAnswer {
  @ApiProperty({ example: 'received' }) status: string;
}

/**
 * Authenticated by signature. All its calls come from this server's own address, so a limit per address would be one
 * for all.
 */
@ApiTags('webhooks')
@Controller(['api/notifications/webhooks/notifications', 'api/webhooks/notifications'])
export class NotificationReceiverController {
  constructor(private readonly receiver: NotificationReceiverService) {}

  @Post()
  @Operation(
    'Receive a notification of this server',
    'The built-in receiver for relative webhook URLs. It checks the signature and the shape, and counts repeats once.',
    {
      example: {
        event: 'notification.created',
        notification: {
          id: '0198c0de-0000-7000-8000-000000000001',
          type: 'webhook_test',
          message: 'This is a test of your notifications.',
          created_at: '2026-01-31T09:30:00.000Z',
        },
        data: {},
      },
      problems: ['bad_signature'],
    },
  )
  @HttpCode(200)
  @Public()
  @SkipThrottle()
  @TakesRawBody()
  @BodyLimit(MAX_SIGNED_BODY_BYTES)
  @ApiHeader({ name: 'webhook-id', required: true, description: 'Id of the notification.' })
  @ApiHeader({ name: 'webhook-timestamp', required: true, description: 'Unix seconds.' })
  @ApiHeader({ name: 'webhook-signature', required: true, description: 'As for every delivery.' })
  @ApiBody({ schema: { type: 'object' } })
  @ApiOkResponse({ type: ReceivedAnswer, description: 'For repeats too' })
  async receive(@Req() request: FastifyRequest): Promise<ReceivedAnswer> {
    const body = typeof request.body === 'string' ? request.body : '';
    await this.receiver.receive({ headers: request.headers, body });
    return { status: 'received' };
  }
}
