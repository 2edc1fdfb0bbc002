import { Body, Controller, Get, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { BodyLimit, MAX_PUBLIC_BODY_BYTES } from '../common/http/body-limit.decorator.js';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { Public } from '../common/http/public.decorator.js';
import { SignInLimited } from '../common/rate-limit/sign-in-limited.decorator.js';
import type { Actor } from '../common/request-context.js';
import { UserResponse } from '../users/user-responses.dto.js';
import { AuthSessions } from './auth-sessions.service.js';
import { ChangePassword, DoneResponse, Login, Logout, Refresh, Register, SessionResponse } from './auth.dto.js';

@ApiTags('auth')
@Controller('api/auth')
export class AuthController {
  constructor(private readonly sessions: AuthSessions) {}

  @Post('register')
  @Public()
  @BodyLimit(MAX_PUBLIC_BODY_BYTES)
  @SignInLimited()
  @ApiCreatedResponse({ type: SessionResponse })
  register(@Body() input: Register) {
    return this.sessions.register(input);
  }

  @Post('login')
  @HttpCode(200)
  @Public()
  @BodyLimit(MAX_PUBLIC_BODY_BYTES)
  @SignInLimited()
  @ApiOkResponse({ type: SessionResponse })
  login(@Body() input: Login, @Ip() address: string) {
    return this.sessions.login(input, address);
  }

  @Post('refresh')
  @HttpCode(200)
  @Public()
  @BodyLimit(MAX_PUBLIC_BODY_BYTES)
  @ApiOkResponse({ type: SessionResponse })
  refresh(@Body() input: Refresh, @Ip() address: string) {
    return this.sessions.refresh(input.refresh_token, address);
  }

  @Post('logout')
  @HttpCode(200)
  @ApiBearerAuth()
  @ApiOkResponse({ type: DoneResponse })
  async logout(@CurrentActor() actor: Actor, @Body() input: Logout): Promise<DoneResponse> {
    await this.sessions.logout(actor, input.everywhere ?? false);
    return { ok: true };
  }

  @Get('me')
  @ApiBearerAuth()
  @ApiOkResponse({ type: UserResponse })
  me(@CurrentActor() actor: Actor) {
    return this.sessions.me(actor);
  }

  @Post('password')
  @HttpCode(200)
  @SignInLimited()
  @ApiBearerAuth()
  @ApiOkResponse({ type: DoneResponse })
  async changePassword(@CurrentActor() actor: Actor, @Body() input: ChangePassword): Promise<DoneResponse> {
    await this.sessions.changePassword(actor, input);
    return { ok: true };
  }
}
