import { AppError, Forbidden } from '../common/errors.js';
import type { Scope } from '../common/scopes.js';

const CHALLENGE = { headers: { 'www-authenticate': 'Bearer' } };

export type RefusalReason = 'unauthorized' | 'expired' | 'inactive';

const DETAILS: Record<RefusalReason, string> = {
  unauthorized: 'Send a valid access token: Authorization: Bearer <token>.',
  expired: 'The access token has expired. Get a new one from POST /api/auth/refresh.',
  inactive: 'This account is deactivated.',
};

/** 401: no token, or an invalid one. REST uses one code for all reasons; sockets distinguish them. */
export class AccessRefused extends AppError {
  constructor(readonly reason: RefusalReason) {
    super(401, 'unauthorized', DETAILS[reason], CHALLENGE);
  }
}

/** 403: the key's owner may have the right, but the key lacks it. */
export class ScopeMissing extends Forbidden {
  constructor(scope: Scope) {
    super(`This API key lacks the scope "${scope}". Make one that has it.`);
  }
}

/** 401: the same for an unknown address and a wrong password. */
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

/** 401: unknown, used, expired or revoked. */
export class InvalidRefreshToken extends AppError {
  constructor() {
    super(401, 'unauthorized', 'The refresh token is invalid, expired or revoked. Sign in again.', CHALLENGE);
  }
}

/** 403: only admins create accounts. */
export class RegistrationClosed extends AppError {
  constructor() {
    super(403, 'registration_closed', 'Registration is closed. Ask an admin for an account.');
  }
}
