import { Headers, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { tap, type Observable } from 'rxjs';
import { StaleVersion } from '../errors.js';

const IF_MATCH = { name: 'If-Match', required: false, description: 'The version that the change starts from.' };

/** The `If-Match` header as sent, for `requireVersion`; undefined: no condition. Documents the header, too. */
export function IfMatch(): ParameterDecorator {
  return (controller, method, index) => {
    const descriptor = method === undefined ? undefined : Object.getOwnPropertyDescriptor(controller, method);
    if (method === undefined || descriptor === undefined) throw new Error('@IfMatch() is for parameters of routes.');
    Headers('if-match')(controller, method, index);
    ApiHeader(IF_MATCH)(controller, method, descriptor);
  };
}

/**
 * @param ifMatch the header as sent: `3`, `"3"`, `W/"3"`, a comma list of them, or `*`; undefined: no condition
 * @throws StaleVersion when none of them is the current version
 */
export function requireVersion({ version }: { version: number }, ifMatch: string | undefined): void {
  if (ifMatch === undefined) return;
  const accepted = ifMatch.split(',').map((tag) =>
    tag
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1'),
  );
  if (!accepted.includes('*') && !accepted.includes(String(version))) throw new StaleVersion(version);
}

/** Sends the `version` of a route's answer as its `ETag`. Answers without one, such as lists, get none. */
@Injectable()
export class VersionTag implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      tap((answer) => {
        if (isVersioned(answer)) void reply.header('etag', `"${answer.version}"`);
      }),
    );
  }
}

function isVersioned(answer: unknown): answer is { version: number } {
  return typeof answer === 'object' && answer !== null && 'version' in answer && typeof answer.version === 'number';
}
