import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { Area, Operation } from '../common/http/operation.decorator.js';
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

@Area('machines', 'Machines that register and are approved or denied once.')
@ApiBearerAuth()
@Controller('api/machines')
export class MachinesController {
  constructor(private readonly machines: MachinesService) {}

  @Post('register')
  @Operation(
    'Register a machine',
    'For staff and their API keys. It is pending until it is approved or denied. API keys need the scope `machines:register`.',
    {
      example: { hostname: 'desk-17.acme.local', ip_address: '10.0.4.17', operating_system: 'Debian 13' },
      problems: ['loop_detected'],
    },
  )
  @CountedWrite()
  @NeedsScope('machines:register')
  @ApiCreatedResponse({ type: MachineAnswer })
  async register(@CurrentActor() actor: Actor, @Body() body: RegisterMachineDto): Promise<MachineAnswer> {
    return machineView(await this.machines.register(actor, body));
  }

  @Get()
  @Operation('List machines', 'For staff. Newest first.')
  @HeavyRoute('with q')
  @ApiOkResponse({ type: MachinePage })
  list(@CurrentActor() actor: Actor, @Query() query: MachinesQuery): Promise<MachinePage> {
    return this.machines.list(actor, query);
  }

  @Get(':id')
  @Operation('Read a machine', 'For staff.')
  @ApiOkResponse({ type: MachineAnswer })
  async get(@CurrentActor() actor: Actor, @Param('id', MACHINE_ID) id: string): Promise<MachineAnswer> {
    return machineView(await this.machines.get(actor, id));
  }

  @Get(':id/history')
  @Operation('Read the decisions about a machine', 'For staff: who approved or denied it, and from where.')
  @ApiOkResponse({ type: MachineAuditPage })
  history(
    @CurrentActor() actor: Actor,
    @Param('id', MACHINE_ID) id: string,
    @Query() query: PageQuery,
  ): Promise<MachineAuditPage> {
    return this.machines.history(actor, id, query);
  }

  @Post(':id/approve')
  @Operation('Approve a machine', 'For staff, once.', { problems: ['already_decided', 'loop_detected'] })
  @HttpCode(200)
  @ApiOkResponse({ type: MachineAnswer })
  async approve(@CurrentActor() actor: Actor, @Param('id', MACHINE_ID) id: string): Promise<MachineAnswer> {
    return machineView(await this.machines.decide(actor, id, 'approved'));
  }

  @Post(':id/deny')
  @Operation('Deny a machine', 'For staff, once.', { problems: ['already_decided', 'loop_detected'] })
  @HttpCode(200)
  @ApiOkResponse({ type: MachineAnswer })
  async deny(@CurrentActor() actor: Actor, @Param('id', MACHINE_ID) id: string): Promise<MachineAnswer> {
    return machineView(await this.machines.decide(actor, id, 'denied'));
  }
}
