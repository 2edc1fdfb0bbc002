import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../common/config.js';
import { InvalidInput } from '../../common/errors.js';
import { AllowedNetworks } from './address-policy.js';
import { parseWebhookUrl } from './webhook-url.js';

/** Which URLs may be saved, under this server's settings. */
@Injectable()
export class WebhookUrlRules {
  constructor(
    private readonly allowed: AllowedNetworks,
    private readonly config: AppConfig,
  ) {}

  /** Why it may not be saved; undefined: it may. */
  faultOf(text: string): string | undefined {
    const parsed = parseWebhookUrl(text, { allowed: this.allowed, requireHttps: this.config.webhook.requireHttps });
    return parsed.ok ? undefined : parsed.reason;
  }

  /** @throws InvalidInput that names `field` */
  require(field: string, text: string): void {
    const message = this.faultOf(text);
    if (message !== undefined) throw new InvalidInput([{ field, message }]);
  }
}
