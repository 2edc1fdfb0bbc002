import { Controller, Delete, HttpCode, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { IdPipe } from '../common/http/id.pipe.js';
import type { Actor } from '../common/request-context.js';
import { ErasureReceipt } from './subjects.dto.js';
import { SubjectsService } from './subjects.service.js';

@ApiTags('subjects')
@ApiBearerAuth()
@Controller('api/subjects')
export class SubjectsController {
  constructor(private readonly subjects: SubjectsService) {}

  @Delete(':user_id')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Erases a person: account, words, uploads, payloads, attempts, notifications',
    description:
      'Ends the account. Comments become tombstones, tickets lose the texts of their requester, names give way to "Deleted user". Articles stay: they are the desk’s. Asking again goes on where a crash ended it; a second time finds nothing.',
  })
  @ApiOkResponse({ type: ErasureReceipt })
  erase(@CurrentActor() actor: Actor, @Param('user_id', new IdPipe('User')) userId: string): Promise<ErasureReceipt> {
    return this.subjects.erase(actor, userId);
  }
}
