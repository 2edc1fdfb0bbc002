import { Injectable } from '@nestjs/common';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { AccessRefused } from './auth-errors.js';
import { TokenKey } from './token-key.js';

export type TokenPayload = Record<string, unknown>;

/**
 * passport-jwt, called directly: Passport's own registry is one per process, so two applications in one process would share
 * the strategy, and with it the key and the database, of whichever started last. And a socket's handshake is no request
 * that Passport could take; here it asks as REST does.
 */
@Injectable()
export class TokenStrategy {
  private readonly strategy: Strategy;

  constructor(key: TokenKey) {
    this.strategy = new Strategy(
      {
        // Never the query string: it gets logged.
        jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
        secretOrKeyProvider: (_request, _token, done) => {
          // jsonwebtoken takes key objects, and is fast only with them; the declared type knows strings and buffers.
          done(null, key.access as unknown as Buffer);
        },
        algorithms: ['HS256'],
      },
      (payload: TokenPayload, done) => {
        done(null, payload);
      },
    );
  }

  /** @throws AccessRefused whose `reason` is `unauthorized` or `expired` */
  verify(token: string): Promise<TokenPayload> {
    return new Promise((resolve, reject) => {
      // Passport gives each request an object of its own with these callbacks, over the one strategy.
      const attempt = Object.create(this.strategy) as Strategy;
      attempt.success = resolve;
      attempt.error = reject;
      attempt.fail = (reason: unknown) => {
        const hasExpired = reason instanceof Error && reason.name === 'TokenExpiredError';
        reject(new AccessRefused(hasExpired ? 'expired' : 'unauthorized'));
      };
      // The strategy looks at nothing but the headers.
      const request = { headers: { authorization: `Bearer ${token}` } } as Parameters<Strategy['authenticate']>[0];
      attempt.authenticate(request);
    });
  }
}
