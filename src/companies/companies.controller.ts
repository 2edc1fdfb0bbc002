import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Operation } from '../common/http/operation.decorator.js';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { versionTag } from '../common/http/if-match.js';
import { IdPipe } from '../common/http/id.pipe.js';
import { HeavyRoute } from '../common/rate-limit/heavy-route.js';
import type { Actor } from '../common/request-context.js';
import { CompaniesService } from './companies.service.js';
import { CompanyPage, CompanyQuery, CompanyResponse, CreateCompany, UpdateCompany } from './companies.dto.js';

const IF_MATCH = { name: 'If-Match', required: false, description: 'The version that the change starts from.' };
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
  async create(
    @CurrentActor() actor: Actor,
    @Body() input: CreateCompany,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CompanyResponse> {
    return answer(reply, await this.companies.create(actor, input));
  }

  @Get(':id')
  @Operation('Read a company', 'For staff, and for managers of the company. The answer carries the version as `ETag`.')
  @ApiOkResponse({ type: CompanyResponse })
  async read(
    @CurrentActor() actor: Actor,
    @Param('id', COMPANY_ID) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CompanyResponse> {
    return answer(reply, await this.companies.read(actor, id));
  }

  @Patch(':id')
  @Operation(
    'Rename a company',
    'For staff. With `If-Match` the change is made only if the version is still that one.',
    { example: { name: 'Acme International' }, problems: ['loop_detected'] },
  )
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: CompanyResponse })
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', COMPANY_ID) id: string,
    @Body() input: UpdateCompany,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CompanyResponse> {
    return answer(reply, await this.companies.update(actor, id, { input, ifMatch }));
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

function answer(reply: FastifyReply, company: CompanyResponse): CompanyResponse {
  void reply.header('etag', versionTag(company.version));
  return company;
}
