import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse } from '@nestjs/swagger';
import { Area, Operation } from '../common/http/operation.decorator.js';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { HeavyRoute } from '../common/rate-limit/heavy-route.js';
import type { Actor } from '../common/request-context.js';
import { FoundPage } from './search.answers.js';
import { SearchQuery } from './search.dto.js';
import { SearchService } from './search.service.js';

@Area('search', 'One search over tickets, comments and articles.')
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
