import type { User } from '@carillon/client';

export type UserAction = 'deactivate' | 'reactivate' | 'reset-password' | 'erase';

/** An action on an account that awaits confirmation. */
export interface Asked {
  readonly user: User;
  readonly action: UserAction | 'edit';
}

/** Shown once. */
export interface NewPassword {
  readonly name: string;
  readonly password: string;
}
