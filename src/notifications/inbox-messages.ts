import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InvalidInput } from '../common/errors.js';
import { isUuid } from '../common/ids.js';
import { MessageHandlers } from '../realtime/message-handlers.js';
import { InboxChangesService } from './inbox-changes.service.js';
import { UnreadCounts } from './unread-counts.js';

/** What a client says about its inbox over the socket: `read {id}` and `read_all {}`. */
@Injectable()
export class InboxMessages implements OnModuleInit {
  constructor(
    private readonly handlers: MessageHandlers,
    private readonly changes: InboxChangesService,
    private readonly counts: UnreadCounts,
  ) {}

  onModuleInit(): void {
    this.handlers.register('read', async (actor, { id }) => {
      if (!isUuid(id)) throw new InvalidInput([{ field: 'id', message: 'must be the id of a notification' }]);
      await this.changes.apply(actor.id, id.toLowerCase(), 'read');
      return { unread_count: await this.counts.now(actor.id) };
    });
    this.handlers.register('read_all', (actor) => this.changes.readAll(actor.id));
  }
}
