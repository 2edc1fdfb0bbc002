import { AppError } from '../common/errors.js';

/** A message with a missing or wrong field. */
export class InvalidMessage extends AppError {
  constructor(detail: string) {
    super(400, 'invalid_input', detail);
  }
}

export class MessageTooLarge extends AppError {
  constructor(maxBytes: number) {
    super(413, 'too_large', `A message may have at most ${maxBytes} bytes.`);
  }
}

export class UnknownRoom extends AppError {
  constructor() {
    super(404, 'unknown_room', 'There is no room of this name.');
  }
}

export class UnknownMessage extends AppError {
  constructor() {
    super(404, 'unknown_message', 'The server knows no message of this name.');
  }
}

export class TooManyRooms extends AppError {
  constructor(limit: number) {
    super(409, 'too_many_rooms', `A socket can be in ${limit} rooms. Leave some first.`);
  }
}

export class TooManyMessages extends AppError {
  /** @param what the kind of message that is limited */
  constructor(perSecond: number, what = 'messages') {
    super(429, 'rate_limited', `A socket may send ${perSecond} ${what} per second.`);
  }
}
