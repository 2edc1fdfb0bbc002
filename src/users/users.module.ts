import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CompaniesModule } from '../companies/companies.module.js';
import { CompanyBelongings } from '../companies/company-belongings.js';
import { Encounters } from './encounters.js';
import { FirstAdminService } from './first-admin.service.js';
import { KeptAdminPassword } from './kept-admin-password.js';
import { Passwords } from './passwords.js';
import { SessionRevocation } from './session-revocation.js';
import { UserLifecycleService } from './user-lifecycle.service.js';
import { UserPreference } from './user-preference.entity.js';
import { User } from './user.entity.js';
import { UsersController } from './users.controller.js';
import { UsersService } from './users.service.js';

@Module({
  imports: [CompaniesModule, TypeOrmModule.forFeature([User, UserPreference])],
  controllers: [UsersController],
  providers: [
    UsersService,
    Encounters,
    UserLifecycleService,
    Passwords,
    SessionRevocation,
    KeptAdminPassword,
    FirstAdminService,
  ],
  exports: [Encounters, Passwords, UserLifecycleService, SessionRevocation, KeptAdminPassword, FirstAdminService],
})
export class UsersModule {
  constructor(belongings: CompanyBelongings) {
    belongings.register((manager, companyId) => manager.existsBy(User, { companyId }));
  }
}
