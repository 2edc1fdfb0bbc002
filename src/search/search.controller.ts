import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Operation } from '../common/http/operation.decorator.js';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { HeavyRoute } from '../common/rate-limit/heavy-route.js';
import type { Actor } from '../common/request-context.js';
import { FoundPage, SearchQuery } from './search.dto.js';
import { SearchService } from './search.service.js';

@ApiTags('search')
@ApiBearerAuth()
@Controller('api/search')
export class SearchController {
  constructor(private readonly service: SearchService) {}

  @Get()
  @Operation(
    'Search tickets, comments and articles',
    'The best match first, with the matches marked. Only what the caller may see.',
  )
  @HeavyRoute()
  @ApiOkResponse({ type: FoundPage })
  search(@CurrentActor() actor: Actor, @Query() query: SearchQuery): Promise<FoundPage> {
    return this.service.search(actor, query);
  }
}
