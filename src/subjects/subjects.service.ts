import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AlertErasure } from '../alerts/alert-erasure.js';
import { AttachmentErasure } from '../attachments/attachment-erasure.js';
import { CommentErasure } from '../comments/comment-erasure.js';
import { Forbidden, NotFound } from '../common/errors.js';
import { AppLogger } from '../common/logger.js';
import type { PersonTraces } from '../common/person-traces.js';
import type { Viewer } from '../common/visibility.js';
import { EventErasure } from '../events/event-erasure.js';
import { MachineErasure } from '../machines/machine-erasure.js';
import { NotificationErasure } from '../notifications/notification-erasure.js';
import { SettingsErasure } from '../settings/settings-erasure.js';
import { TicketErasure } from '../tickets/ticket-erasure.js';
import { UserLifecycleService } from '../users/user-lifecycle.service.js';
import { User } from '../users/user.entity.js';
import { mayAdministerUsers } from '../users/users.policy.js';
import { BinCleanup } from '../webhooks/receiver/bin-cleanup.js';
import { DeliveryErasure } from '../webhooks/deliveries/delivery-erasure.js';
import { ErasureRecord } from './erasure-record.js';
import type { ErasureReceipt } from './subjects.answers.js';

interface DeskCounts {
  readonly attachments: number;
  readonly comments: number;
  readonly tickets: number;
}

/**
 * Erases a person's traces, the account first. In steps, each a transaction: after an interruption, a repeat continues
 * with the rest, and a further one finds nothing.
 */
@Injectable()
export class SubjectsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: UserLifecycleService,
    private readonly record: ErasureRecord,
    private readonly tickets: TicketErasure,
    private readonly comments: CommentErasure,
    private readonly attachments: AttachmentErasure,
    private readonly machines: MachineErasure,
    private readonly alerts: AlertErasure,
    private readonly settings: SettingsErasure,
    private readonly events: EventErasure,
    private readonly notifications: NotificationErasure,
    private readonly deliveries: DeliveryErasure,
    private readonly bins: BinCleanup,
    private readonly logger: AppLogger,
  ) {}

  /** @throws Forbidden, NotFound, LastAdmin */
  async erase(viewer: Viewer, userId: string): Promise<ErasureReceipt> {
    if (!mayAdministerUsers(viewer)) throw new Forbidden('Only admins may erase a person’s data.');
    const user = await this.dataSource.manager.findOneBy(User, { id: userId });
    if (user === null) throw new NotFound('User');
    // Events recorded so far must have positions first, to be distinguished from events that the erasure makes.
    const wasSettled = await this.events.settled();
    const present = await this.events.present();
    const person = await this.begin(user);
    // From here on the person creates nothing new.
    if (user.deletedAt === null) await this.accounts.remove(viewer, userId);
    const desk = await this.eraseDesk(person);
    const isSettled = await this.events.settled();
    const log = await this.eraseLog(person, present);
    const filesAreGone = await this.attachments.filesGone();
    const complete = wasSettled && isSettled && filesAreGone;
    if (complete) await this.record.end(userId);
    const receipt = { user_id: userId, erased_at: new Date().toISOString(), complete, ...log, ...desk };
    this.logger.event('subject.erased', { ...receipt, by: viewer.id });
    return receipt;
  }

  private async begin(user: User): Promise<PersonTraces> {
    const former = await this.events.formerNames(user.id);
    const names = [user.name, ...former.names];
    const emails = [user.email, ...(user.emailKey === null ? [] : [user.emailKey]), ...former.emails];
    return this.record.begin({ userId: user.id, names, emails }, await this.tickets.ticketsOf(user.id));
  }

  private async eraseDesk(person: PersonTraces): Promise<DeskCounts> {
    const { userId } = person;
    const attachments = await this.attachments.eraseUploadsOf(userId);
    const comments = await this.comments.eraseCommentsOf(userId);
    const tickets = await this.tickets.eraseTextsOf(userId);
    await this.machines.eraseNamesOf(person);
    await this.alerts.eraseNamesOf(person);
    await this.settings.eraseNamesOf(person);
    await this.deliveries.renameEndpoints(person);
    await this.bins.eraseBinsOf(userId);
    await this.events.forgetIdempotencyKeys(userId);
    return { attachments, comments, tickets };
  }

  private async eraseLog(person: PersonTraces, present: number) {
    const { userId } = person;
    const wiped = { deliveries: 0, attempts: 0 };
    const events = await this.events.eraseEventsOf(person, present, async (manager, erased) => {
      await this.record.addTickets(manager, userId, erased.ticketIds);
      await this.notifications.forgetEvents(manager, erased.ids);
      add(wiped, await this.deliveries.forgetEvents(manager, erased.ids, person));
    });
    await this.notifications.forgetQuotesOf(person, await this.tickets.requestedBy(userId));
    const notifications = await this.notifications.eraseInboxOf(userId);
    add(wiped, await this.deliveries.eraseTracesOf(person, await this.record.ticketIds(userId)));
    return { events, notifications, ...wiped };
  }
}

function add(sum: { deliveries: number; attempts: number }, more: { deliveries: number; attempts: number }): void {
  sum.deliveries += more.deliveries;
  sum.attempts += more.attempts;
}
