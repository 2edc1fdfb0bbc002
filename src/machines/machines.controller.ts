import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiConflictResponse, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { IdPipe } from '../common/http/id.pipe.js';
import { NeedsScope } from '../common/http/needs-scope.decorator.js';
import { PageQuery } from '../common/paging.js';
import { CountedWrite } from '../common/rate-limit/counted-write.js';
import { HeavyRoute } from '../common/rate-limit/heavy-route.js';
import type { Actor } from '../common/request-context.js';
import { machineView } from './machine.entity.js';
import { MachineAnswer, MachineAuditPage, MachinePage } from './machines.answers.js';
import { MachinesQuery, RegisterMachineDto } from './machines.dto.js';
import { MachinesService } from './machines.service.js';

const MACHINE_ID = new IdPipe('machine');
const DECIDED = { description: '`already_decided`: a machine is approved or denied once.' };

@ApiTags('machines')
@ApiBearerAuth()
@Controller('api/machines')
export class MachinesController {
  constructor(private readonly machines: MachinesService) {}

  @Post('register')
  @CountedWrite()
  @NeedsScope('machines:register')
  @ApiCreatedResponse({ type: MachineAnswer })
  async register(@CurrentActor() actor: Actor, @Body() body: RegisterMachineDto): Promise<MachineAnswer> {
    return machineView(await this.machines.register(actor, body));
  }

  @Get()
  @HeavyRoute('with q')
  @ApiOkResponse({ type: MachinePage })
  list(@CurrentActor() actor: Actor, @Query() query: MachinesQuery): Promise<MachinePage> {
    return this.machines.list(actor, query);
  }

  @Get(':id')
  @ApiOkResponse({ type: MachineAnswer })
  async get(@CurrentActor() actor: Actor, @Param('id', MACHINE_ID) id: string): Promise<MachineAnswer> {
    return machineView(await this.machines.get(actor, id));
  }

  @Get(':id/history')
  @ApiOkResponse({ type: MachineAuditPage })
  history(
    @CurrentActor() actor: Actor,
    @Param('id', MACHINE_ID) id: string,
    @Query() query: PageQuery,
  ): Promise<MachineAuditPage> {
    return this.machines.history(actor, id, query);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @ApiOkResponse({ type: MachineAnswer })
  @ApiConflictResponse(DECIDED)
  async approve(@CurrentActor() actor: Actor, @Param('id', MACHINE_ID) id: string): Promise<MachineAnswer> {
    return machineView(await this.machines.decide(actor, id, 'approved'));
  }

  @Post(':id/deny')
  @HttpCode(200)
  @ApiOkResponse({ type: MachineAnswer })
  @ApiConflictResponse(DECIDED)
  async deny(@CurrentActor() actor: Actor, @Param('id', MACHINE_ID) id: string): Promise<MachineAnswer> {
    return machineView(await this.machines.decide(actor, id, 'denied'));
  }
}
