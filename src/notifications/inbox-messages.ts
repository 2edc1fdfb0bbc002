import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InvalidInput } from '../common/errors.js';
import { InputInspection } from '../common/http/input-inspection.js';
import { isUuid } from '../common/ids.js';
import { MessageHandlers } from '../realtime/message-handlers.js';
import { InboxChangesService } from './inbox-changes.service.js';
import { ReadAll } from './inbox.dto.js';
import { UnreadCounts } from './unread-counts.js';

/** The inbox messages of a client: `read {id}` and `read_all {type?, related_id?, up_to?}`. */
@Injectable()
export class InboxMessages implements OnModuleInit {
  constructor(
    private readonly handlers: MessageHandlers,
    private readonly changes: InboxChangesService,
    private readonly counts: UnreadCounts,
    private readonly inspection: InputInspection,
  ) {}

  onModuleInit(): void {
    this.handlers.register('read', async (actor, { id }) => {
      if (!isUuid(id)) throw new InvalidInput([{ field: 'id', message: 'must be the id of a notification' }]);
      await this.changes.apply(actor.id, id.toLowerCase(), 'read');
      return { unread_count: await this.counts.now(actor.id) };
    });
    this.handlers.register('read_all', async (actor, payload) => {
      const { input, faults } = await this.inspection.inspect(ReadAll, payload);
      if (faults.length > 0) throw new InvalidInput(faults);
      return this.changes.readAll(actor.id, input);
    });
  }
}
