import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RateLimitGuard } from '../common/rate-limit/rate-limit.guard.js';
import { RateLimitModule } from '../common/rate-limit/rate-limit.module.js';
import { SessionRevocation } from '../users/session-revocation.js';
import { UsersModule } from '../users/users.module.js';
import { AccessTokens } from './access-tokens.js';
import { ApiKeyAccess } from './api-key-access.js';
import { ApiKey } from './api-key.entity.js';
import { ApiKeysController } from './api-keys.controller.js';
import { ApiKeysService } from './api-keys.service.js';
import { AuthController } from './auth.controller.js';
import { AuthGuard } from './auth.guard.js';
import { AuthSessionsService, signInStore } from './auth-sessions.service.js';
import { BearerAccess } from './bearer-access.js';
import { IdentityProvider } from './identity-provider.js';
import { OidcProvider } from './oidc/oidc-provider.js';
import { OidcSignIn } from './oidc/oidc-sign-in.entity.js';
import { OidcSignInService } from './oidc/oidc-sign-in.service.js';
import { OidcSignIns } from './oidc/oidc-sign-ins.js';
import { OidcController } from './oidc/oidc.controller.js';
import { ProviderAccounts } from './provider-accounts.js';
import { RefreshToken } from './refresh-token.entity.js';
import { RefreshTokens } from './refresh-tokens.js';
import { RequestAuthentication } from './request-authentication.js';
import { SignInLimits } from './sign-in-limits.js';
import { SessionCleanup } from './session-cleanup.js';
import { Session } from './session.entity.js';
import { TokenKey } from './token-key.js';
import { TokenReuse } from './token-reuse.entity.js';
import { TokenStrategy } from './token-strategy.js';
import { VerifiedTokens } from './verified-tokens.js';
import { TokenKeyModule } from './token-key.module.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([Session, RefreshToken, TokenReuse, ApiKey, OidcSignIn]),
    UsersModule,
    RateLimitModule,
    TokenKeyModule,
    JwtModule.registerAsync({
      imports: [TokenKeyModule],
      inject: [TokenKey],
      useFactory: (key: TokenKey) => ({
        secret: key.access,
        signOptions: { algorithm: 'HS256' },
      }),
    }),
  ],
  controllers: [AuthController, OidcController, ApiKeysController],
  providers: [
    AccessTokens,
    ApiKeyAccess,
    BearerAccess,
    IdentityProvider,
    ProviderAccounts,
    OidcProvider,
    OidcSignIns,
    OidcSignInService,
    RequestAuthentication,
    ApiKeysService,
    TokenStrategy,
    VerifiedTokens,
    AuthSessionsService,
    RefreshTokens,
    SessionCleanup,
    SignInLimits,
    // In this order: the limits count by caller.
    { provide: APP_GUARD, useClass: AuthGuard },
    { provide: APP_GUARD, useClass: RateLimitGuard },
  ],
  exports: [BearerAccess, SignInLimits],
})
export class AuthModule {
  constructor(revocation: SessionRevocation) {
    revocation.register(signInStore);
  }
}
