import { InvalidInput, type FieldError } from '../../common/errors.js';
import { parseJson, withoutByteOrderMark } from '../../common/http/json-body.js';
import { DEFAULT_JSON_LIMITS } from '../../common/http/json-scan.js';
import { isUuid } from '../../common/ids.js';

/** The notification holds the `data` of an event, which may reach the limit by itself. */
const LIMITS = { maxDepth: DEFAULT_JSON_LIMITS.maxDepth + 10, maxKeys: DEFAULT_JSON_LIMITS.maxKeys * 2 };

type Fields = Readonly<Record<string, unknown>>;

/**
 * Checks that a body is `{event:"notification.created", notification:{…}, data}` and about the notification that its headers
 * name: the id is part of what the Standard signature covers, so it must not be contradicted.
 *
 * @throws InvalidInput with every offending field
 */
export function requireNotificationShape(text: string, id: string): void {
  const body = parsed(text);
  const errors: FieldError[] = [];
  const require = (isGood: boolean, field: string, message: string) => {
    if (!isGood) errors.push({ field, message });
  };
  require(body['event'] === 'notification.created', 'event', 'must be notification.created');
  require('data' in body, 'data', 'must be given');
  const { notification } = body;
  if (isFields(notification)) {
    require(isUuid(notification['id']) &&
      notification['id'].toLowerCase() === id, 'notification.id', 'must be the webhook-id');
    require(isText(notification['type']), 'notification.type', 'must be a string');
    require(isText(notification['message']), 'notification.message', 'must be a string');
    require(isText(notification['created_at']), 'notification.created_at', 'must be a time');
  } else errors.push({ field: 'notification', message: 'must be an object' });
  if (errors.length > 0) throw new InvalidInput(errors);
}

function parsed(text: string): Fields {
  const body = parseJson(withoutByteOrderMark(text), LIMITS);
  if (isFields(body)) return body;
  throw new InvalidInput([{ field: 'body', message: 'must be a JSON object' }]);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
