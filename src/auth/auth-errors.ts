import { AppError, Forbidden } from '../common/errors.js';
import type { Scope } from '../common/scopes.js';

const CHALLENGE = { headers: { 'www-authenticate': 'Bearer' } };

export type RefusalReason = 'unauthorized' | 'expired' | 'inactive';

const DETAILS: Record<RefusalReason, string> = {
  unauthorized: 'Send a valid access token: Authorization: Bearer <token>.',
  expired: 'The access token has expired. Get a new one from POST /api/auth/refresh.',
  inactive: 'This account is deactivated.',
};

/** 401: no token, or one that is not good (any more). REST answers one code for all reasons; sockets tell them apart. */
export class AccessRefused extends AppError {
  constructor(readonly reason: RefusalReason) {
    super(401, 'unauthorized', DETAILS[reason], CHALLENGE);
  }
}

/** 403: the owner of the key may be allowed to, the key is not. */
export class ScopeMissing extends Forbidden {
  constructor(scope: Scope) {
    super(`This API key lacks the scope "${scope}". Make one that has it.`);
  }
}

/** 401: unknown address and wrong password alike. */
export class InvalidCredentials extends AppError {
  constructor() {
    super(401, 'invalid_credentials', 'E-mail address or password is wrong.', CHALLENGE);
  }
}

/** 401: the password was right, but an admin has deactivated the account. */
export class AccountInactive extends AppError {
  constructor() {
    super(401, 'inactive', DETAILS.inactive, CHALLENGE);
  }
}

/** 401: unknown, used up, expired or revoked. */
export class InvalidRefreshToken extends AppError {
  constructor() {
    super(401, 'unauthorized', 'The refresh token is not valid (any more). Sign in again.', CHALLENGE);
  }
}

/** 403: accounts are made by admins only. */
export class RegistrationClosed extends AppError {
  constructor() {
    super(403, 'registration_closed', 'Registration is closed. Ask an admin for an account.');
  }
}
