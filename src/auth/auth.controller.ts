import { Body, Controller, Get, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { Area, Operation } from '../common/http/operation.decorator.js';
import { BodyLimit, MAX_PUBLIC_BODY_BYTES } from '../common/http/body-limit.decorator.js';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { Public } from '../common/http/public.decorator.js';
import { SignInLimited } from '../common/rate-limit/sign-in-limited.decorator.js';
import type { Actor } from '../common/request-context.js';
import { UserResponse } from '../users/users.answers.js';
import { AuthSessionsService } from './auth-sessions.service.js';
import { DoneResponse, SessionResponse } from './auth.answers.js';
import { ChangePassword, Login, Logout, Refresh, Register } from './auth.dto.js';

@Area('auth', 'Sign in, refresh, sign out; API keys. Copy `access_token` of the answer into **Authorize**.')
@Controller('api/auth')
export class AuthController {
  constructor(private readonly sessions: AuthSessionsService) {}

  @Post('login')
  @Operation(
    'Sign in',
    'Gives an access token for `Authorization: Bearer`, which expires after `expires_in` seconds, and a refresh token for `POST /api/auth/refresh`.',
    {
      example: { email: 'admin@example.com', password: 'the password in DATA_DIR/admin-password' },
      problems: ['invalid_credentials', 'inactive', 'hashing_busy'],
    },
  )
  @HttpCode(200)
  @Public()
  @BodyLimit(MAX_PUBLIC_BODY_BYTES)
  @SignInLimited()
  @ApiOkResponse({ type: SessionResponse })
  login(@Body() input: Login, @Ip() address: string) {
    return this.sessions.login(input, address);
  }

  @Post('register')
  @Operation(
    'Register an account',
    'Makes an account with the role `user` and signs in. Only while registration is open: see the setting `registration` and the variable `REGISTRATION`.',
    {
      example: { email: 'grace@example.com', password: 'correct horse battery', name: 'Grace Hopper' },
      problems: ['registration_closed', 'email_taken', 'hashing_busy'],
    },
  )
  @Public()
  @BodyLimit(MAX_PUBLIC_BODY_BYTES)
  @SignInLimited()
  @ApiCreatedResponse({ type: SessionResponse })
  register(@Body() input: Register) {
    return this.sessions.register(input);
  }

  @Post('refresh')
  @Operation(
    'Renew the session',
    'Gives a new pair of tokens. Each refresh token works once; a repeat within 10 s gets the same successor, a later one revokes the whole session.',
    {
      example: { refresh_token: 'the refresh_token of the answer to sign-in' },
      problems: ['unauthorized', 'inactive'],
    },
  )
  @HttpCode(200)
  @Public()
  @BodyLimit(MAX_PUBLIC_BODY_BYTES)
  @ApiOkResponse({ type: SessionResponse })
  refresh(@Body() input: Refresh, @Ip() address: string) {
    return this.sessions.refresh(input.refresh_token, address);
  }

  @Post('logout')
  @Operation(
    'Sign out',
    'Ends this session, with `everywhere` all sessions of the caller. Sockets of an ended session close.',
    { example: { everywhere: false } },
  )
  @HttpCode(200)
  @ApiBearerAuth()
  @ApiOkResponse({ type: DoneResponse })
  async logout(@CurrentActor() actor: Actor, @Body() input: Logout): Promise<DoneResponse> {
    await this.sessions.logout(actor, input.everywhere ?? false);
    return { ok: true };
  }

  @Get('me')
  @Operation('Read your account', 'The account that the token belongs to.')
  @ApiBearerAuth()
  @ApiOkResponse({ type: UserResponse })
  me(@CurrentActor() actor: Actor) {
    return this.sessions.me(actor);
  }

  @Post('password')
  @Operation('Change your password', 'Ends all other sessions of the caller. API keys stay.', {
    example: { current_password: 'the password in DATA_DIR/admin-password', new_password: 'a better horse battery' },
    problems: ['invalid_credentials', 'hashing_busy'],
  })
  @HttpCode(200)
  @SignInLimited()
  @ApiBearerAuth()
  @ApiOkResponse({ type: DoneResponse })
  async changePassword(@CurrentActor() actor: Actor, @Body() input: ChangePassword): Promise<DoneResponse> {
    await this.sessions.changePassword(actor, input);
    return { ok: true };
  }
}
