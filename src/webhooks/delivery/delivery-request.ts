import { HOPS_HEADER } from '../../common/hop-stamps.js';
import { VERSION } from '../../common/version.js';
import type { DeliveryBody } from '../formats/delivery-bodies.js';
import type { PostRequest } from '../guarded-http.js';
import { signHeaders } from '../signing.js';
import type { EndpointTarget } from './endpoint-target.js';
import type { QueuedDelivery } from './queued-delivery.js';

const USER_AGENT = ['user-agent', `Carillon/${VERSION}`];
/** What a receiver answers is shown to people, so it should come as it is. */
const PLAIN_ANSWER = ['accept-encoding', 'identity'];
/** So that it is nobody's loopback request, whatever looks at addresses: RFC 7239's word for a hidden caller. */
const INTERNAL_HEADERS = ['forwarded', 'for=_webhook', 'x-forwarded-for', '0.0.0.0'];

/** What of a message its headers are made of. */
export interface RequestMessage extends Pick<QueuedDelivery, 'messageId' | 'type'> {
  /** See `HopStamps`; left out where nothing is really sent. */
  readonly hopStamp?: string;
}
export type RequestTarget = Pick<EndpointTarget, 'url' | 'isRelative' | 'headers' | 'secrets' | 'timeoutMs'>;

/** The signed request of one attempt, made now: the timestamp is part of it. */
export function deliveryRequest(
  message: RequestMessage,
  target: RequestTarget,
  { format, text }: DeliveryBody,
): PostRequest {
  const headers = signHeaders({
    id: message.messageId,
    type: message.type,
    timestampSeconds: Math.floor(Date.now() / 1_000),
    body: text,
    secrets: target.secrets,
    families: format.families,
  });
  if (message.hopStamp !== undefined) headers.push(HOPS_HEADER, message.hopStamp);
  headers.push('content-type', format.contentType, ...target.headers);
  // Only what is built in may call itself something else: Discord wants its bots to say that they are bots.
  if (!target.headers.includes('user-agent')) headers.push(...USER_AGENT);
  if (!hasHeader(target.headers, 'accept-encoding')) headers.push(...PLAIN_ANSWER);
  if (target.isRelative) headers.push(...INTERNAL_HEADERS);
  return { url: target.url, headers, body: text, timeoutMs: target.timeoutMs, trusted: target.isRelative };
}

function hasHeader(headers: readonly string[], name: string): boolean {
  return headers.some((text, index) => index % 2 === 0 && text.toLowerCase() === name);
}
