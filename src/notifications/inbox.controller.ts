import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOkResponse } from '@nestjs/swagger';
import { Area, Operation } from '../common/http/operation.decorator.js';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { IdPipe } from '../common/http/id.pipe.js';
import { LargeRead } from '../common/rate-limit/large-read.js';
import type { Actor } from '../common/request-context.js';
import { InboxChangesService, type InboxAction } from './inbox-changes.service.js';
import { NotificationAnswer, NotificationPage, ReadAllAnswer, UnreadCountAnswer } from './inbox.answers.js';
import { InboxQuery, ReadAll } from './inbox.dto.js';
import { InboxService } from './inbox.service.js';
import { UnreadCounts } from './unread-counts.js';

@Area('notifications', 'Your inbox.')
@ApiBearerAuth()
@Controller('api/notifications')
export class InboxController {
  constructor(
    private readonly inbox: InboxService,
    private readonly changes: InboxChangesService,
    private readonly counts: UnreadCounts,
  ) {}

  @Get()
  @Operation(
    'List your notifications',
    'Newest first, with the exact number of unread ones and the cursor for sockets.',
  )
  @LargeRead()
  @ApiOkResponse({ type: NotificationPage })
  list(@CurrentActor() actor: Actor, @Query() query: InboxQuery) {
    return this.inbox.list(actor, query);
  }

  @Get('unread-count')
  @Operation('Count the unread notifications', 'Those that are neither read nor archived.')
  @ApiOkResponse({ type: UnreadCountAnswer })
  async unreadCount(@CurrentActor() actor: Actor) {
    return { unread_count: await this.counts.now(actor.id) };
  }

  @Post('read-all')
  @Operation(
    'Mark notifications as read',
    'All of them, or those that match every given field. The sockets of the caller get `notification.update`.',
    { example: { type: 'comment_on_ticket' }, problems: ['cursor_expired'] },
  )
  @HttpCode(200)
  @ApiBody({ type: ReadAll, required: false })
  @ApiOkResponse({ type: ReadAllAnswer })
  readAll(@CurrentActor() actor: Actor, @Body() filter: ReadAll) {
    return this.changes.readAll(actor.id, filter);
  }

  @Get(':id')
  @Operation('Read one notification', 'Its `data` is null when the caller may no longer see the entity.')
  @ApiOkResponse({ type: NotificationAnswer })
  get(@CurrentActor() actor: Actor, @Param('id', new IdPipe('notification')) id: string) {
    return this.inbox.get(actor, id);
  }

  @Post(':id/read')
  @Operation('Mark a notification as read', 'Again has no further effect.')
  @HttpCode(200)
  @ApiOkResponse({ type: NotificationAnswer })
  read(@CurrentActor() actor: Actor, @Param('id', new IdPipe('notification')) id: string) {
    return this.change(actor, id, 'read');
  }

  @Post(':id/unread')
  @Operation('Mark a notification as unread', 'Again has no further effect.')
  @HttpCode(200)
  @ApiOkResponse({ type: NotificationAnswer })
  unread(@CurrentActor() actor: Actor, @Param('id', new IdPipe('notification')) id: string) {
    return this.change(actor, id, 'unread');
  }

  @Post(':id/archive')
  @Operation('Archive a notification', 'It leaves the list and the count, and is kept.')
  @HttpCode(200)
  @ApiOkResponse({ type: NotificationAnswer })
  archive(@CurrentActor() actor: Actor, @Param('id', new IdPipe('notification')) id: string) {
    return this.change(actor, id, 'archive');
  }

  @Post(':id/unarchive')
  @Operation('Take a notification out of the archive', 'It is back in the list, read or unread as it was.')
  @HttpCode(200)
  @ApiOkResponse({ type: NotificationAnswer })
  unarchive(@CurrentActor() actor: Actor, @Param('id', new IdPipe('notification')) id: string) {
    return this.change(actor, id, 'unarchive');
  }

  @Delete(':id')
  @Operation('Delete a notification', 'For good.')
  @HttpCode(204)
  async remove(@CurrentActor() actor: Actor, @Param('id', new IdPipe('notification')) id: string): Promise<void> {
    await this.changes.apply(actor.id, id, 'delete');
  }

  private async change(actor: Actor, id: string, action: InboxAction) {
    await this.changes.apply(actor.id, id, action);
    return this.inbox.get(actor, id);
  }
}
