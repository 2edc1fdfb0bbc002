import { Module } from '@nestjs/common';
import { AppConfig } from '../common/config.js';
import { TokenKey } from './token-key.js';

/** Apart from AuthModule, because the JWT module is made with it. */
@Module({
  providers: [{ provide: TokenKey, inject: [AppConfig], useFactory: (config: AppConfig) => TokenKey.load(config) }],
  exports: [TokenKey],
})
export class TokenKeyModule {}
