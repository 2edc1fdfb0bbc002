import { Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { IdPipe } from '../common/http/id.pipe.js';
import { LargeRead } from '../common/rate-limit/large-read.js';
import type { Actor } from '../common/request-context.js';
import { InboxChangesService, type InboxAction } from './inbox-changes.service.js';
import { NotificationAnswer, NotificationPage, ReadAllAnswer, UnreadCountAnswer } from './inbox.answers.js';
import { InboxQuery } from './inbox.dto.js';
import { InboxService } from './inbox.service.js';
import { UnreadCounts } from './unread-counts.js';

@ApiTags('notifications')
@ApiBearerAuth()
@Controller('api/notifications')
export class InboxController {
  constructor(
    private readonly inbox: InboxService,
    private readonly changes: InboxChangesService,
    private readonly counts: UnreadCounts,
  ) {}

  @Get()
  @LargeRead()
  @ApiOperation({ summary: 'Your notifications, newest first' })
  @ApiOkResponse({ type: NotificationPage })
  list(@CurrentActor() actor: Actor, @Query() query: InboxQuery) {
    return this.inbox.list(actor, query);
  }

  @Get('unread-count')
  @ApiOperation({ summary: 'How many are neither read nor archived' })
  @ApiOkResponse({ type: UnreadCountAnswer })
  async unreadCount(@CurrentActor() actor: Actor) {
    return { unread_count: await this.counts.now(actor.id) };
  }

  @Post('read-all')
  @HttpCode(200)
  @ApiOperation({ summary: 'Marks all as read' })
  @ApiOkResponse({ type: ReadAllAnswer })
  readAll(@CurrentActor() actor: Actor) {
    return this.changes.readAll(actor.id);
  }

  @Get(':id')
  @ApiOkResponse({ type: NotificationAnswer })
  get(@CurrentActor() actor: Actor, @Param('id', new IdPipe('notification')) id: string) {
    return this.inbox.get(actor, id);
  }

  @Post(':id/read')
  @HttpCode(200)
  @ApiOkResponse({ type: NotificationAnswer })
  read(@CurrentActor() actor: Actor, @Param('id', new IdPipe('notification')) id: string) {
    return this.change(actor, id, 'read');
  }

  @Post(':id/unread')
  @HttpCode(200)
  @ApiOkResponse({ type: NotificationAnswer })
  unread(@CurrentActor() actor: Actor, @Param('id', new IdPipe('notification')) id: string) {
    return this.change(actor, id, 'unread');
  }

  @Post(':id/archive')
  @HttpCode(200)
  @ApiOkResponse({ type: NotificationAnswer })
  archive(@CurrentActor() actor: Actor, @Param('id', new IdPipe('notification')) id: string) {
    return this.change(actor, id, 'archive');
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@CurrentActor() actor: Actor, @Param('id', new IdPipe('notification')) id: string): Promise<void> {
    await this.changes.apply(actor.id, id, 'delete');
  }

  private async change(actor: Actor, id: string, action: InboxAction) {
    await this.changes.apply(actor.id, id, action);
    return this.inbox.get(actor, id);
  }
}
