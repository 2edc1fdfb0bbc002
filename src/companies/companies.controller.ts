import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { Area, Operation } from '../common/http/operation.decorator.js';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { IdPipe } from '../common/http/id.pipe.js';
import { IfMatch, VersionTag } from '../common/http/versions.js';
import { HeavyRoute } from '../common/rate-limit/heavy-route.js';
import type { Actor } from '../common/request-context.js';
import { CompaniesService } from './companies.service.js';
import { CompanyPage, CompanyResponse } from './companies.answers.js';
import { CompanyQuery, CreateCompany, UpdateCompany } from './companies.dto.js';

const COMPANY_ID = new IdPipe('company');

@Area('companies', 'The customers that people and assets belong to.')
@ApiBearerAuth()
@UseInterceptors(VersionTag)
@Controller('api/companies')
export class CompaniesController {
  constructor(private readonly companies: CompaniesService) {}

  @Get()
  @Operation('List companies', 'For staff; managers get only their own company. Others get 403.')
  @HeavyRoute('with q')
  @ApiOkResponse({ type: CompanyPage })
  list(@CurrentActor() actor: Actor, @Query() query: CompanyQuery) {
    return this.companies.list(actor, query);
  }

  @Post()
  @Operation('Create a company', 'For staff.', { example: { name: 'Acme' }, problems: ['loop_detected'] })
  @ApiCreatedResponse({ type: CompanyResponse })
  create(@CurrentActor() actor: Actor, @Body() input: CreateCompany): Promise<CompanyResponse> {
    return this.companies.create(actor, input);
  }

  @Get(':id')
  @Operation('Read a company', 'For staff, and for managers of the company. The answer carries the version as `ETag`.')
  @ApiOkResponse({ type: CompanyResponse })
  read(@CurrentActor() actor: Actor, @Param('id', COMPANY_ID) id: string): Promise<CompanyResponse> {
    return this.companies.read(actor, id);
  }

  @Patch(':id')
  @Operation(
    'Rename a company',
    'For staff. With `If-Match` the change is made only if the version is still that one.',
    { example: { name: 'Acme International' }, problems: ['loop_detected'] },
  )
  @ApiOkResponse({ type: CompanyResponse })
  update(
    @CurrentActor() actor: Actor,
    @Param('id', COMPANY_ID) id: string,
    @Body() input: UpdateCompany,
    @IfMatch() ifMatch: string | undefined,
  ): Promise<CompanyResponse> {
    return this.companies.update(actor, id, { input, ifMatch });
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
