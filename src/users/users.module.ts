import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { FirstAdminBootstrap } from './first-admin.service.js';
import { KeptAdminPassword } from './kept-admin-password.js';
import { Passwords } from './passwords.js';
import { SessionRevocation } from './session-revocation.js';
import { UserLifecycle } from './user-lifecycle.service.js';
import { UserPreference } from './user-preference.entity.js';
import { User } from './user.entity.js';
import { UsersController } from './users.controller.js';
import { UsersService } from './users.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([User, UserPreference])],
  controllers: [UsersController],
  providers: [UsersService, UserLifecycle, Passwords, SessionRevocation, KeptAdminPassword, FirstAdminBootstrap],
  exports: [Passwords, UserLifecycle, SessionRevocation, KeptAdminPassword, FirstAdminBootstrap],
})
export class UsersModule {}
