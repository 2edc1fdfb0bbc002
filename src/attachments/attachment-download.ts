import { create as contentDisposition } from 'content-disposition';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AppLogger } from '../common/logger.js';
import { FileMissing } from './attachment-errors.js';
import type { Attachment } from './attachment.entity.js';
import { namesTag, requestedRange } from './content-range.js';
import { FileStore } from './storage/file-store.js';

/** The version and the byte range that a request asks for. */
export interface DownloadConditions {
  readonly range?: string;
  readonly 'if-range'?: string;
  readonly 'if-none-match'?: string;
}

/** Sends the bytes so that no browser runs or shows them on this origin, whatever they are. */
@Injectable()
export class AttachmentDownload {
  constructor(
    private readonly store: FileStore,
    private readonly logger: AppLogger,
  ) {}

  /** @throws FileMissing, RangeNotSatisfiable */
  async send(reply: FastifyReply, attachment: Attachment, conditions: DownloadConditions): Promise<void> {
    const tag = `"${attachment.sha256}"`;
    // Rights may change, so a cached copy must be revalidated before each use.
    const caching = { etag: tag, 'cache-control': 'private, no-cache', vary: 'authorization' };
    if (namesTag(conditions['if-none-match'], tag)) {
      await reply.status(304).headers(caching).send();
      return;
    }
    const isSameVersion = conditions['if-range'] === undefined || conditions['if-range'] === tag;
    const range = isSameVersion ? requestedRange(conditions.range, attachment.size) : undefined;
    const content = await this.store.read(attachment.storageKey, range);
    if (content === undefined) {
      this.logger.error('attachments.files_missing', { attachment_ids: [attachment.id] });
      throw new FileMissing();
    }
    const { start, end } = range ?? { start: 0, end: attachment.size - 1 };
    if (range !== undefined) void reply.header('content-range', `bytes ${start}-${end}/${attachment.size}`);
    await reply
      .status(range === undefined ? 200 : 206)
      .headers({ ...caching, ...safetyHeaders(attachment), 'content-length': end - start + 1 })
      .send(content);
  }
}

function safetyHeaders({ filename, contentType }: Attachment): Record<string, string> {
  return {
    'content-type': contentType,
    'content-disposition': contentDisposition(filename, { type: 'attachment' }),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'accept-ranges': 'bytes',
  };
}
