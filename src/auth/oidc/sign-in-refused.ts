import { Catch, Injectable, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { WWWAuthenticateChallengeError } from 'openid-client';
import { AppConfig } from '../../common/config.js';
import { ProblemFilter } from '../../common/http/problem.filter.js';
import { AppLogger } from '../../common/logger.js';
import { LimitExceeded } from '../../common/rate-limit/limit-exceeded.js';
import { ownPath } from './own-path.js';

/** Why a sign-in by the provider failed. The sign-in page has a sentence for each. */
export type SignInRefusal =
  'unavailable' | 'denied' | 'expired' | 'failed' | 'email_unverified' | 'no_account' | 'inactive' | 'rate_limited';

export class SignInRefused extends Error {
  /**
   * @param cause for the log: what the provider or its client library said
   * @param next the page that the person wanted; left out: as the request says
   */
  constructor(
    readonly refusal: SignInRefusal,
    cause?: unknown,
    readonly next?: string,
  ) {
    super(`The sign-in was refused: ${refusal}.`, { cause });
  }
}

/** The sign-in page, with what it needs to go on or to explain. */
export function signInPage(publicUrl: string, search: Readonly<Record<string, string>>): string {
  return `${publicUrl}/login?${new URLSearchParams(search).toString()}`;
}

/** A browser that navigates would show a problem as JSON, so the sign-in page says it. */
@Injectable()
@Catch()
export class SignInRefusedFilter implements ExceptionFilter {
  private readonly problems: ProblemFilter;

  constructor(
    private readonly config: AppConfig,
    private readonly logger: AppLogger,
  ) {
    this.problems = new ProblemFilter(logger);
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const refused = error instanceof LimitExceeded ? new SignInRefused('rate_limited', error.detail) : error;
    if (!(refused instanceof SignInRefused)) return this.problems.answer(error, request, reply);
    const { refusal, cause } = refused;
    const next = refused.next ?? ownPath((request.query as { next?: unknown }).next);
    // Codes and tokens are no part of these: the library keeps what it sent and received apart from its messages.
    this.logger.warn('auth.provider_sign_in_refused', { refusal, address: request.ip, error: said(cause) });
    void reply
      .header('cache-control', 'no-store')
      .redirect(signInPage(this.config.publicUrl, { next, refused: refusal }), 302);
  }
}

const MAX_SAID = 300;

interface Words {
  readonly error?: unknown;
  readonly error_description?: unknown;
}

/** The words of the provider, which may be any, and of the library about them. */
function said(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return typeof cause === 'string' ? cause : undefined;
  const challenges: unknown = cause instanceof WWWAuthenticateChallengeError ? cause.cause : undefined;
  const [challenge] = (challenges ?? []) as { readonly parameters: Words }[];
  const { error, error_description: description } = challenge?.parameters ?? (cause as Words);
  const inner = cause.cause instanceof Error ? cause.cause.message : undefined;
  const words = [cause.message, inner, error, description].filter((word) => typeof word === 'string');
  return words.join(': ').slice(0, MAX_SAID);
}
