import type { User } from '@carillon/client';

export type UserAction = 'deactivate' | 'reactivate' | 'reset-password' | 'erase';

/** What somebody is about to do to an account. */
export interface Asked {
  readonly user: User;
  readonly action: UserAction | 'edit';
}

/** Shown once. */
export interface NewPassword {
  readonly name: string;
  readonly password: string;
}
