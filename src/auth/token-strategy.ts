import { Injectable } from '@nestjs/common';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { AccessRefused } from './auth-errors.js';
import { TokenKey } from './token-key.js';

export type TokenPayload = Record<string, unknown>;

/**
 * passport-jwt, called directly. Passport's registry is one per process, so two applications in one process would share
 * the strategy, and with it the key and database, of the one started last. And Passport cannot handle the handshake of
 * a socket; this way it works as for REST.
 */
@Injectable()
export class TokenStrategy {
  private readonly strategy: Strategy;

  constructor(key: TokenKey) {
    this.strategy = new Strategy(
      {
        // Never the query string, because it is logged.
        jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
        secretOrKeyProvider: (_request, _token, done) => {
          // jsonwebtoken accepts key objects, and is fast only with them; the declared type allows strings and buffers.
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
      // The strategy reads only the headers.
      const request = { headers: { authorization: `Bearer ${token}` } } as Parameters<Strategy['authenticate']>[0];
      attempt.authenticate(request);
    });
  }
}
