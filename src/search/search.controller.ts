import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
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
  @HeavyRoute()
  @ApiOperation({ summary: 'Searches tickets, comments and articles, the best match first' })
  @ApiOkResponse({ type: FoundPage })
  search(@CurrentActor() actor: Actor, @Query() query: SearchQuery): Promise<FoundPage> {
    return this.service.search(actor, query);
  }
}
