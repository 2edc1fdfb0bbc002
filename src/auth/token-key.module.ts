import { Module } from '@nestjs/common';
import { AppConfig } from '../common/config.js';
import { TokenKey } from './token-key.js';

/** Separate from AuthModule, because the JWT module needs it. */
@Module({
  providers: [{ provide: TokenKey, inject: [AppConfig], useFactory: (config: AppConfig) => TokenKey.load(config) }],
  exports: [TokenKey],
})
export class TokenKeyModule {}
