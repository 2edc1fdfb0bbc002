import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { IdPipe } from '../common/http/id.pipe.js';
import { HeavyRoute } from '../common/rate-limit/heavy-route.js';
import type { Actor } from '../common/request-context.js';
import { CompaniesService } from './companies.service.js';
import { CompanyPage, CompanyQuery, CompanyResponse, CreateCompany, UpdateCompany } from './companies.dto.js';

const COMPANY_ID = new IdPipe('company');

@ApiTags('companies')
@ApiBearerAuth()
@Controller('api/companies')
export class CompaniesController {
  constructor(private readonly companies: CompaniesService) {}

  @Get()
  @HeavyRoute('with q')
  @ApiOkResponse({ type: CompanyPage })
  list(@CurrentActor() actor: Actor, @Query() query: CompanyQuery) {
    return this.companies.list(actor, query);
  }

  @Post()
  @ApiCreatedResponse({ type: CompanyResponse })
  create(@CurrentActor() actor: Actor, @Body() input: CreateCompany) {
    return this.companies.create(actor, input);
  }

  @Get(':id')
  @ApiOkResponse({ type: CompanyResponse })
  read(@CurrentActor() actor: Actor, @Param('id', COMPANY_ID) id: string) {
    return this.companies.read(actor, id);
  }

  @Patch(':id')
  @ApiOkResponse({ type: CompanyResponse })
  update(@CurrentActor() actor: Actor, @Param('id', COMPANY_ID) id: string, @Body() input: UpdateCompany) {
    return this.companies.update(actor, id, input);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse()
  remove(@CurrentActor() actor: Actor, @Param('id', COMPANY_ID) id: string) {
    return this.companies.remove(actor, id);
  }
}
