import { SetMetadata } from '@nestjs/common';

export const IS_SIGN_IN_LIMITED = Symbol('IS_SIGN_IN_LIMITED');

/** A route that tries a password or creates an account: counted per address against LOGIN_RATE_LIMIT. */
export const SignInLimited = () => SetMetadata(IS_SIGN_IN_LIMITED, true);
