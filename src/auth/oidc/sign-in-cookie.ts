import type { IncomingHttpHeaders } from 'node:http';

const MAX_AGE_SECONDS = 900;
/** What `randomBytes(32)` gives. */
const SECRET = /^[\w-]{43}$/;

/**
 * The cookie that ties a sign-in to its browser. With `__Host-`, which needs https, pages of a sibling domain cannot plant it.
 * `Lax`, because the provider's redirect comes from another site.
 */
export class SignInCookie {
  private readonly name: string;
  private readonly attributes: string;

  constructor(publicUrl: string) {
    const isSecure = publicUrl.startsWith('https:');
    this.name = isSecure ? '__Host-carillon-sign-in' : 'carillon-sign-in';
    this.attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  }

  /** The value of `Set-Cookie`. */
  with(secret: string): string {
    return `${this.name}=${secret}; ${this.attributes}; Max-Age=${MAX_AGE_SECONDS}`;
  }

  get removed(): string {
    return `${this.name}=; ${this.attributes}; Max-Age=0`;
  }

  /** @returns undefined: there is none, or not ours */
  read({ cookie = '' }: IncomingHttpHeaders): string | undefined {
    for (const pair of cookie.split(';')) {
      const [name, value = ''] = pair.trim().split('=', 2);
      if (name === this.name) return SECRET.test(value) ? value : undefined;
    }
    return undefined;
  }
}
