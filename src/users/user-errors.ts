import { Conflict, InvalidInput } from '../common/errors.js';

/** 409: another account has this address. */
export class EmailTaken extends Conflict {
  constructor() {
    super('email_taken', 'There is an account with this e-mail address already.');
  }
}

/** 409: without an active admin nobody could administer the desk any more. */
export class LastAdmin extends Conflict {
  constructor() {
    super('last_admin', 'This is the last active admin. Make someone else an admin first.');
  }
}

/** 400: `company_id` names no company. */
export class UnknownCompany extends InvalidInput {
  constructor() {
    super([{ field: 'company_id', message: 'there is no such company' }]);
  }
}
