import { AppError, Conflict } from '../common/errors.js';

/** 409: only staff may add files to a closed ticket. */
export class TicketClosed extends Conflict {
  constructor() {
    super('ticket_closed', 'The ticket is closed. Reopen it (status: open) before you add files to it.');
  }
}

/** 413 */
export class FileTooLarge extends AppError {
  constructor(maxBytes: number) {
    super(413, 'payload_too_large', `A file may have at most ${maxBytes} bytes.`);
  }
}

/** 415: decided by the bytes, not by the name or the uploader's type. */
export class FileTypeRefused extends AppError {
  constructor(found: string | undefined) {
    const kind = found === undefined ? 'of an unknown type' : `${found}, which is not accepted`;
    super(415, 'unsupported_media_type', `The file is ${kind}. The type is detected from the content, not the name.`);
  }
}

/** 400, which no one reads: the connection ended before the file did. */
export class UploadAborted extends AppError {
  constructor() {
    super(400, 'upload_aborted', 'The upload ended before the file was complete. Send it again.');
  }
}

/** 404: the row exists but the bytes are lost. The log has an error for the operator. */
export class FileMissing extends AppError {
  constructor() {
    super(404, 'file_missing', 'The content of this attachment is lost. Ask its uploader to replace it.');
  }
}

/** 416 with the size of the file. */
export class RangeNotSatisfiable extends AppError {
  constructor(size: number) {
    super(416, 'range_not_satisfiable', `The range lies outside the file, which has ${size} bytes.`, {
      headers: { 'content-range': `bytes */${size}`, 'accept-ranges': 'bytes' },
    });
  }
}
