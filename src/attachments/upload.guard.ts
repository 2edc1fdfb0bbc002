import type { FastifyReply } from 'fastify';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { AuthenticatedRequest } from '../common/http/current-actor.decorator.js';
import { IdPipe } from '../common/http/id.pipe.js';
import { AppConfig } from '../common/config.js';
import { AppError } from '../common/errors.js';
import { PersonLimits } from '../common/rate-limit/person-limits.js';
import { FileTooLarge } from './attachment-errors.js';
import { AttachmentsService } from './attachments.service.js';

/** Size of a form besides its file: boundaries, headers, the one field. */
const FORM_BYTES = 65_536;
const TICKET_ID = new IdPipe('ticket');
const ATTACHMENT_ID = new IdPipe('attachment');

/**
 * Rights before bytes: a caller without the right to upload writes nothing to the disk. The service checks again when
 * the file is complete.
 */
@Injectable()
export class UploadGuard implements CanActivate {
  constructor(
    private readonly attachments: AttachmentsService,
    private readonly config: AppConfig,
    private readonly limits: PersonLimits,
  ) {}

  /** @throws NotFound, Forbidden, TicketClosed, FileTooLarge, LimitExceeded */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest & { params: { id: string } }>();
    const { user: actor, params, method, headers } = request;
    if (actor === undefined) throw new AppError(401, 'unauthorized', 'Sign in first.');
    // Without a form there are no bytes, and other routes' checks report the fault.
    if (!/^multipart\//i.test(headers['content-type'] ?? '')) return true;
    if (method === 'PUT') await this.attachments.requireMayReplace(actor, ATTACHMENT_ID.transform(params.id));
    else await this.attachments.requireMayAdd(actor, TICKET_ID.transform(params.id));
    const { maxBytes } = this.config.uploads;
    if (Number(headers['content-length'] ?? 0) > maxBytes + FORM_BYTES) throw new FileTooLarge(maxBytes);
    // Without a length it may be as large as the limit.
    const leave = await this.limits.beginUpload(actor.id, Number(headers['content-length'] ?? maxBytes));
    context.switchToHttp().getResponse<FastifyReply>().raw.once('close', leave);
    return true;
  }
}
