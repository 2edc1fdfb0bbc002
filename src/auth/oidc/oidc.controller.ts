import { Controller, Get, HttpCode, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppConfig } from '../../common/config.js';
import { BodyLimit, MAX_PUBLIC_BODY_BYTES } from '../../common/http/body-limit.decorator.js';
import { Public } from '../../common/http/public.decorator.js';
import { SignInLimited } from '../../common/rate-limit/sign-in-limited.decorator.js';
import type { SessionResponse } from '../auth.answers.js';
import { OidcSignInService } from './oidc-sign-in.service.js';
import { SignInCookie } from './sign-in-cookie.js';
import { SignInRefusedFilter, signInPage } from './sign-in-refused.js';

/** For browsers alone: the button of the sign-in page leads here, and what goes wrong is said on that page. */
@ApiExcludeController()
@Controller('api/auth/oidc')
export class OidcController {
  private readonly cookie: SignInCookie;

  constructor(
    private readonly signIn: OidcSignInService,
    private readonly config: AppConfig,
  ) {
    this.cookie = new SignInCookie(config.publicUrl);
  }

  @Get('start')
  @Public()
  @SignInLimited()
  @UseFilters(SignInRefusedFilter)
  async start(@Query('next') next: unknown, @Res() reply: FastifyReply): Promise<void> {
    const { to, secret } = await this.signIn.start(next);
    this.redirect(reply, to, secret);
  }

  /** The provider's redirect, with a query of its own making. The page collects the session: no address has a token in it. */
  @Get('callback')
  @Public()
  @UseFilters(SignInRefusedFilter)
  async callback(
    @Req() { headers, url }: FastifyRequest,
    @Query('state') state: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const query = url.split('?').slice(1).join('?');
    const { to, secret } = await this.signIn.comeBack({ query, state, browser: this.cookie.read(headers) });
    this.redirect(reply, signInPage(this.config.publicUrl, { next: to, provider: 'done' }), secret);
  }

  /** The answer is that of `POST /api/auth/login`. */
  @Post('session')
  @HttpCode(200)
  @Public()
  @BodyLimit(MAX_PUBLIC_BODY_BYTES)
  async session(
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionResponse> {
    void reply.headers({ 'set-cookie': this.cookie.removed, 'cache-control': 'no-store' });
    return this.signIn.collect(this.cookie.read(headers));
  }

  private redirect(reply: FastifyReply, to: string, secret: string): void {
    void reply.headers({ 'set-cookie': this.cookie.with(secret), 'cache-control': 'no-store' }).redirect(to, 302);
  }
}
