import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MachineErasure } from './machine-erasure.js';
import { MachineAuditEntry } from './machine-audit-entry.entity.js';
import { Machine } from './machine.entity.js';
import { MachinesController } from './machines.controller.js';
import { MachinesService } from './machines.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Machine, MachineAuditEntry])],
  controllers: [MachinesController],
  providers: [MachineErasure, MachinesService],
  exports: [MachineErasure, MachinesService],
})
export class MachinesModule {}
