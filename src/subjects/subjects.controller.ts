import { Controller, Delete, HttpCode, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse } from '@nestjs/swagger';
import { Area, Operation } from '../common/http/operation.decorator.js';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { IdPipe } from '../common/http/id.pipe.js';
import type { Actor } from '../common/request-context.js';
import { ErasureReceipt } from './subjects.answers.js';
import { SubjectsService } from './subjects.service.js';

@Area('subjects', "The erasure of a person's data.")
@ApiBearerAuth()
@Controller('api/subjects')
export class SubjectsController {
  constructor(private readonly subjects: SubjectsService) {}

  @Delete(':user_id')
  @Operation(
    "Erase a person's data",
    'For admins. Ends the account. Comments become tombstones, tickets lose the texts of their requester, names give way to "Deleted user". Articles stay: they belong to the desk. A repeat continues after a crash; otherwise it finds nothing.',
    { problems: ['last_admin', 'loop_detected'] },
  )
  @HttpCode(200)
  @ApiOkResponse({ type: ErasureReceipt })
  erase(@CurrentActor() actor: Actor, @Param('user_id', new IdPipe('user')) userId: string): Promise<ErasureReceipt> {
    return this.subjects.erase(actor, userId);
  }
}
