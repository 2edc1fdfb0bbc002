import { Conflict, Forbidden } from '../../common/errors.js';

/** 409: names are unique per owner. */
export class WebhookNameTaken extends Conflict {
  constructor(name: string) {
    super('webhook_name_taken', `This owner already has a webhook named "${name}". Choose another name.`);
  }
}

/** 409: more endpoints would slow down every event. */
export class TooManyWebhooks extends Conflict {
  constructor(limit: number) {
    super('too_many_webhooks', `This owner already has ${limit} webhooks, the maximum. Delete one first.`);
  }
}

/** 409: a delivery would only be held while it is disabled. */
export class WebhookDisabled extends Conflict {
  constructor() {
    super('webhook_disabled', 'The webhook is disabled. Enable it first.');
  }
}

/** Shown to the owner of an endpoint whose secret or headers no key of this server opens. */
export const SECRET_UNREADABLE =
  "The stored secret or headers cannot be opened with this server's SECRETS_KEY. Set the right key, or enter them again.";

/** 409: nothing can be signed for it. */
export class SecretUnreadable extends Conflict {
  constructor() {
    super('secret_unreadable', SECRET_UNREADABLE);
  }
}

/** 409: its matches cannot be counted. */
export class FilterOverBudget extends Conflict {
  constructor() {
    super('filter_over_budget', 'The filter runs over its budget for an event of this time. Make it simpler first.');
  }
}

/** 403: the configuration makes it at every start. */
export class BuiltInWebhookFixed extends Forbidden {
  constructor() {
    super('This webhook is built in. Change the configuration and restart.');
  }
}

/** 403: a personal webhook is changed where it was made. */
export class PersonalWebhookFixed extends Forbidden {
  constructor() {
    super('This is your personal webhook. Change it at /api/users/me/webhook.');
  }
}
