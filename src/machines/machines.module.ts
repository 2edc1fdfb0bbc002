import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CompaniesModule } from '../companies/companies.module.js';
import { CompanyBelongings } from '../companies/company-belongings.js';
import { MachineErasure } from './machine-erasure.js';
import { MachineAuditEntry } from './machine-audit-entry.entity.js';
import { Machine } from './machine.entity.js';
import { MachinesController } from './machines.controller.js';
import { MachinesService } from './machines.service.js';

@Module({
  imports: [CompaniesModule, TypeOrmModule.forFeature([Machine, MachineAuditEntry])],
  controllers: [MachinesController],
  providers: [MachineErasure, MachinesService],
  exports: [MachineErasure, MachinesService],
})
export class MachinesModule {
  constructor(belongings: CompanyBelongings) {
    belongings.register((manager, companyId) => manager.existsBy(Machine, { companyId }));
  }
}
