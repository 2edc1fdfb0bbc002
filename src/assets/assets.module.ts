import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CompaniesModule } from '../companies/companies.module.js';
import { CompanyBelongings } from '../companies/company-belongings.js';
import { Asset } from './asset.entity.js';
import { AssetsController } from './assets.controller.js';
import { AssetsService } from './assets.service.js';

@Module({
  imports: [CompaniesModule, TypeOrmModule.forFeature([Asset])],
  controllers: [AssetsController],
  providers: [AssetsService],
})
export class AssetsModule {
  constructor(belongings: CompanyBelongings) {
    belongings.register((manager, companyId) => manager.existsBy(Asset, { companyId }));
  }
}
