import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Operation } from '../common/http/operation.decorator.js';
import { DataSource } from 'typeorm';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import type { Actor } from '../common/request-context.js';
import { ChannelFacts } from '../events/channel-facts.js';
import { EventRecorder } from '../events/event-recorder.js';

export class TestNotificationAnswer {
  @ApiProperty({ format: 'uuid' }) event_id: string;
  @ApiProperty() message: string;
}

@ApiTags('notifications')
@ApiBearerAuth()
@Controller('api/notifications/webhooks')
export class TestNotificationController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly recorder: EventRecorder,
    private readonly facts: ChannelFacts,
  ) {}

  @Post('test')
  @Operation('Send yourself a test notification', 'By every channel: inbox, sockets and the personal webhook.', {
    problems: ['loop_detected'],
  })
  @HttpCode(200)
  @ApiOkResponse({ type: TestNotificationAnswer, description: 'It was recorded and is on its way' })
  async send(@CurrentActor() actor: Actor): Promise<TestNotificationAnswer> {
    const message = 'This is a test of your notifications.';
    const eventId = await this.dataSource.transaction(async (manager) => {
      const webhookId = await this.facts.personalWebhook(manager, actor.id);
      return this.recorder.record(manager, {
        type: 'webhook.test',
        userId: actor.id,
        visibleTo: { staff: false, userIds: [actor.id], managersOf: null },
        data: { message, timestamp: new Date().toISOString(), webhook_id: webhookId },
      });
    });
    return { event_id: eventId, message };
  }
}
