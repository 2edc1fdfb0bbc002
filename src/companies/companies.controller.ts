import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Operation } from '../common/http/operation.decorator.js';
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
  @Operation('List companies', 'For staff; a manager gets the own company. Others get 403.')
  @HeavyRoute('with q')
  @ApiOkResponse({ type: CompanyPage })
  list(@CurrentActor() actor: Actor, @Query() query: CompanyQuery) {
    return this.companies.list(actor, query);
  }

  @Post()
  @Operation('Create a company', 'For staff.', { example: { name: 'Acme' }, problems: ['loop_detected'] })
  @ApiCreatedResponse({ type: CompanyResponse })
  create(@CurrentActor() actor: Actor, @Body() input: CreateCompany) {
    return this.companies.create(actor, input);
  }

  @Get(':id')
  @Operation('Read a company', 'For staff, and for managers of the company.')
  @ApiOkResponse({ type: CompanyResponse })
  read(@CurrentActor() actor: Actor, @Param('id', COMPANY_ID) id: string) {
    return this.companies.read(actor, id);
  }

  @Patch(':id')
  @Operation('Rename a company', 'For staff.', { example: { name: 'Acme International' }, problems: ['loop_detected'] })
  @ApiOkResponse({ type: CompanyResponse })
  update(@CurrentActor() actor: Actor, @Param('id', COMPANY_ID) id: string, @Body() input: UpdateCompany) {
    return this.companies.update(actor, id, input);
  }

  @Delete(':id')
  @Operation('Delete a company', 'For admins, while nothing belongs to it.', {
    problems: ['company_in_use', 'loop_detected'],
  })
  @HttpCode(204)
  @ApiNoContentResponse()
  remove(@CurrentActor() actor: Actor, @Param('id', COMPANY_ID) id: string) {
    return this.companies.remove(actor, id);
  }
}
