import { Decoder, Encoder, PacketType } from 'socket.io-parser';
import { AppError, InvalidInput } from '../common/errors.js';
import { parseJson } from '../common/http/json-body.js';
import { InvalidMessage, MessageTooLarge } from './realtime-errors.js';

/** Limit of one client message: its name and payload, as JSON. */
export const MAX_MESSAGE_BYTES = 100_000;

/** Stands in for the payload of a refused message. Clients cannot send one. */
export class RefusedMessage {
  constructor(readonly error: AppError) {}
}

/** Type, number of attachments, namespace and id of the ack, in front of the JSON. */
const HEADER = /^([0-6])(?:(\d{1,9})-)?(?:(\/[^,]*)(?:,|$))?(\d{1,15})?/;

interface Header {
  readonly type: PacketType;
  readonly nsp: string;
  readonly id: number | undefined;
  readonly json: string;
}

/**
 * Socket.IO's decoder closes the connection on input that it cannot read. This one parses JSON as REST does, with the
 * same limits, and passes a refused message on as a `RefusedMessage`, so that its ack can say why.
 */
class BoundedDecoder extends Decoder {
  override add(chunk: unknown): void {
    // A frame that belongs to a binary message, which was refused at its header.
    if (typeof chunk !== 'string') return;
    const header = headerOf(chunk);
    if (header === undefined) return;
    const { type, nsp, id } = header;
    if (type === PacketType.CONNECT) this.emitReserved('decoded', { type, nsp, data: authOf(header.json) });
    else if (type === PacketType.DISCONNECT) this.emitReserved('decoded', { type, nsp });
    else if (type === PacketType.EVENT || type === PacketType.BINARY_EVENT) {
      this.emitReserved('decoded', { type: PacketType.EVENT, nsp, id, data: messageOf(header) });
    }
  }
}

/** For the `parser` option of Socket.IO. */
export const boundedParser = { Encoder, Decoder: BoundedDecoder };

function headerOf(chunk: string): Header | undefined {
  const [start, type, , nsp, id] = HEADER.exec(chunk) ?? [];
  if (start === undefined) return undefined;
  return {
    type: Number(type),
    nsp: nsp ?? '/',
    id: id === undefined ? undefined : Number(id),
    json: chunk.slice(start.length),
  };
}

/** Unreadable JSON yields no token. */
function authOf(json: string): object {
  const auth = json === '' ? {} : readJson(json);
  return typeof auth === 'object' && auth !== null && !Array.isArray(auth) && !(auth instanceof RefusedMessage)
    ? auth
    : {};
}

function messageOf({ type, json }: Header): [string, ...unknown[]] {
  if (type === PacketType.BINARY_EVENT) return refused(new InvalidMessage('Binary data is not accepted.'));
  const message = readJson(json);
  if (message instanceof RefusedMessage) return refused(message.error);
  const isMessage = Decoder['isPayloadValid'](PacketType.EVENT, message) as boolean;
  return isMessage ? (message as [string]) : refused(new InvalidMessage('A message must be a name and an object.'));
}

function refused(error: AppError): [string, RefusedMessage] {
  return ['refused', new RefusedMessage(error)];
}

function readJson(json: string): unknown {
  if (Buffer.byteLength(json) > MAX_MESSAGE_BYTES) return new RefusedMessage(new MessageTooLarge(MAX_MESSAGE_BYTES));
  try {
    return parseJson(json);
  } catch (error) {
    if (error instanceof InvalidInput) return new RefusedMessage(withoutPlace(error));
    throw error;
  }
}

/** A message is sent as a list of its name and payload, so a path `1.room` means the field `room`. */
function withoutPlace({ extra }: InvalidInput): InvalidInput {
  const errors = extra.errors ?? [];
  return new InvalidInput(errors.map(({ field, message }) => ({ field: field.replace(/^1\./, ''), message })));
}
