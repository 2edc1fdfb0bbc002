import { AppError, Conflict } from '../common/errors.js';

/** 409: only staff still add files to a closed ticket. */
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

/** 415: by what its bytes are, whatever its name and the uploader say. */
export class FileTypeRefused extends AppError {
  constructor(found: string | undefined) {
    const kind = found === undefined ? 'of a kind that we do not know' : `${found}, which is not accepted`;
    super(415, 'unsupported_media_type', `The file is ${kind}. What counts is its content, not its name.`);
  }
}

/** 400, though nobody reads it: the connection ended before the file did. */
export class UploadAborted extends AppError {
  constructor() {
    super(400, 'upload_aborted', 'The upload ended before the file was complete. Send it again.');
  }
}

/** 404: the row is there, the bytes are not. The operator finds it in the log. */
export class FileMissing extends AppError {
  constructor() {
    super(404, 'file_missing', 'The content of this attachment is lost. Ask its uploader to replace it.');
  }
}

/** 416 with the size that a range must lie in. */
export class RangeNotSatisfiable extends AppError {
  constructor(size: number) {
    super(416, 'range_not_satisfiable', `The file has ${size} bytes; the range lies outside of it.`, {
      headers: { 'content-range': `bytes */${size}`, 'accept-ranges': 'bytes' },
    });
  }
}
