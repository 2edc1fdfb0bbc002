import { Injectable } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import { DataSource } from 'typeorm';
import { parseUrl } from '../../common/urls.js';
import { User } from '../../users/user.entity.js';
import { EndpointSecrets } from '../endpoints/endpoint-secrets.js';
import { maySeeEndpoint } from '../endpoints/endpoints.policy.js';
import { WebhookEndpoint } from '../endpoints/webhook-endpoint.entity.js';
import { OwnAddress } from '../http/own-address.js';
import { verifySigned, type ReceivedMessage, type Verification } from '../signing/signing.js';
import type { Bin } from './bin.entity.js';
import type { BinSignature } from './bins.answers.js';

/** $1: a bin. The condition is that of the index `webhook_endpoints_bin`. */
const ENDPOINTS_SQL = `
  SELECT id FROM webhook_endpoints
   WHERE url LIKE '%/bin/%' AND substring(url from '/bin/([0-9a-f]{32})') = $1 ORDER BY id LIMIT 50`;

const SIGNATURE_HEADERS = ['webhook-signature', 'x-webhook-signature', 'x-xtsystems-signature'];

const REASONS: Record<(Verification & { ok: false })['reason'], string> = {
  missing_header: 'A header that belongs to the signature is missing: its id, its timestamp or the signature itself.',
  bad_timestamp: 'The timestamp is not a number of Unix seconds.',
  too_old: 'The signature is more than 5 minutes old: the request may be a replay.',
  too_new: 'The timestamp lies more than 5 minutes ahead: the clock of the sender is wrong.',
  bad_signature:
    'The signature does not match the body and the secret. Either the body was changed, or another secret signed it.',
};

export interface SignedRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Checks whether a webhook of the bin's owner signed a request to the bin. */
@Injectable()
export class BinSignatures {
  constructor(
    private readonly dataSource: DataSource,
    private readonly secrets: EndpointSecrets,
    private readonly own: OwnAddress,
  ) {}

  async verdict(bin: Bin, request: SignedRequest): Promise<BinSignature> {
    const isSigned = SIGNATURE_HEADERS.some((name) => request.headers[name] !== undefined);
    const endpoints = await this.endpointsOf(bin);
    const [first] = endpoints;
    if (first === undefined) return withoutEndpoint(isSigned);
    if (!isSigned) return about(first, 'unsigned', 'The request carries no signature.');
    const checked = endpoints.map((endpoint) => ({ endpoint, result: this.verify(endpoint, request) }));
    const signer = checked.find(({ result }) => result?.ok === true);
    if (signer !== undefined) {
      return about(signer.endpoint, 'valid', `The secret of the webhook “${signer.endpoint.name}” signed this body.`);
    }
    const failed = checked.find(({ result }) => result !== undefined) ?? checked[0];
    if (failed?.result === undefined || failed.result.ok) {
      return about(first, 'unknown', 'The stored secret cannot be opened on this server, so nothing can be checked.');
    }
    return about(failed.endpoint, 'invalid', REASONS[failed.result.reason]);
  }

  /** Only webhooks that the owner may see: other people's secrets must not be testable by sending to a bin. */
  private async endpointsOf(bin: Bin): Promise<WebhookEndpoint[]> {
    const ids = await this.dataSource.query<{ id: string }[]>(ENDPOINTS_SQL, [bin.id]);
    if (ids.length === 0) return [];
    const owner = await this.dataSource.manager.findOneBy(User, { id: bin.userId });
    if (owner === null) return [];
    const found = await this.dataSource.manager.findBy(WebhookEndpoint, ids);
    return found.filter((endpoint) => maySeeEndpoint(owner, endpoint) && this.isUrlOf(bin, endpoint.url));
  }

  private isUrlOf({ id }: Bin, url: string): boolean {
    return this.own.isOwn(url) && parseUrl(url, 'http://localhost')?.pathname.replace(/\/$/, '') === `/bin/${id}`;
  }

  /** Undefined: no key of this server opens the secret. */
  private verify(endpoint: WebhookEndpoint, { headers, body }: SignedRequest): Verification | undefined {
    if (!this.secrets.canOpen(endpoint)) return undefined;
    const secrets = this.secrets.signing(endpoint);
    const message: ReceivedMessage = { headers, body, secrets, nowSeconds: Math.floor(Date.now() / 1_000) };
    return verifySigned(message);
  }
}

function withoutEndpoint(isSigned: boolean): BinSignature {
  const none = { webhook_id: null, webhook_name: null };
  if (!isSigned) return { state: 'unsigned', reason: 'The request carries no signature.', ...none };
  const reason = 'No webhook of yours has this bin as its URL, so there is no secret to check the signature with.';
  return { state: 'unknown', reason, ...none };
}

function about({ id, name }: WebhookEndpoint, state: BinSignature['state'], reason: string): BinSignature {
  return { state, reason, webhook_id: id, webhook_name: name };
}
