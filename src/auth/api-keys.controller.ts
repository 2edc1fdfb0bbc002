import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Operation } from '../common/http/operation.decorator.js';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { IdPipe } from '../common/http/id.pipe.js';
import { PageQuery } from '../common/paging.js';
import { CountedWrite } from '../common/rate-limit/counted-write.js';
import type { Actor } from '../common/request-context.js';
import { ApiKeyAnswer, ApiKeyPage, CreatedApiKeyAnswer } from './api-keys.answers.js';
import { CreateApiKey } from './api-keys.dto.js';
import { ApiKeysService } from './api-keys.service.js';

const KEY_ID = new IdPipe('API key');

@ApiTags('auth')
@ApiBearerAuth()
@Controller('api/api-keys')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  @Post()
  @Operation(
    'Make an API key',
    'At most 50 for each person. The key is shown this once. It does not expire: it ends when it is deleted, when an admin resets the password of its owner, and when the account is deactivated or deleted; sockets that it opened close then. A change of the password by its owner ends sessions and leaves the keys. What a key may do is always cut to the present rights of its owner.',
    { example: { name: 'Billing service', scopes: ['read', 'events:write'] }, problems: ['too_many_api_keys'] },
  )
  @CountedWrite()
  @ApiCreatedResponse({ type: CreatedApiKeyAnswer })
  create(@CurrentActor() actor: Actor, @Body() input: CreateApiKey) {
    return this.keys.create(actor, input);
  }

  @Get()
  @Operation('List your API keys', 'Newest first, without the keys themselves.')
  @ApiOkResponse({ type: ApiKeyPage })
  list(@CurrentActor() actor: Actor, @Query() query: PageQuery) {
    return this.keys.list(actor.id, query);
  }

  @Get(':id')
  @Operation('Read one API key', 'Name, scopes and last use; never the key itself.')
  @ApiOkResponse({ type: ApiKeyAnswer })
  read(@CurrentActor() actor: Actor, @Param('id', KEY_ID) id: string) {
    return this.keys.read(actor.id, id);
  }

  @Delete(':id')
  @Operation('Delete an API key', 'Requests with it answer 401 at once, and its sockets close.')
  @HttpCode(204)
  @ApiNoContentResponse()
  remove(@CurrentActor() actor: Actor, @Param('id', KEY_ID) id: string) {
    return this.keys.remove(actor.id, id);
  }
}
