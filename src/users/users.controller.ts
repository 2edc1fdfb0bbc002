import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { IdPipe } from '../common/http/id.pipe.js';
import { HeavyRoute } from '../common/rate-limit/heavy-route.js';
import type { Actor } from '../common/request-context.js';
import { UserLifecycle } from './user-lifecycle.service.js';
import {
  CreatedUserResponse,
  PersonResponse,
  TemporaryPasswordResponse,
  UserPage,
  UserResponse,
} from './user-responses.dto.js';
import { CreateUser, UpdateOwnProfile, UpdateUser, UserQuery } from './users.dto.js';
import { UsersService } from './users.service.js';

const USER_ID = new IdPipe('user');

@ApiTags('users')
@ApiBearerAuth()
@ApiExtraModels(UserResponse, PersonResponse)
@Controller('api/users')
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly lifecycle: UserLifecycle,
  ) {}

  @Get()
  @HeavyRoute('with q')
  @ApiOkResponse({ type: UserPage })
  list(@CurrentActor() actor: Actor, @Query() query: UserQuery) {
    return this.users.list(actor, query);
  }

  @Post()
  @ApiCreatedResponse({ type: CreatedUserResponse })
  create(@CurrentActor() actor: Actor, @Body() input: CreateUser) {
    return this.users.create(actor, input);
  }

  @Patch('me')
  @ApiOkResponse({ type: UserResponse })
  updateOwnProfile(@CurrentActor() actor: Actor, @Body() input: UpdateOwnProfile) {
    return this.users.updateOwnProfile(actor, input);
  }

  @Get(':id')
  @ApiOkResponse({
    schema: { oneOf: [{ $ref: getSchemaPath(UserResponse) }, { $ref: getSchemaPath(PersonResponse) }] },
  })
  read(@CurrentActor() actor: Actor, @Param('id', USER_ID) id: string) {
    return this.users.read(actor, id);
  }

  @Patch(':id')
  @ApiOkResponse({ type: UserResponse })
  update(@CurrentActor() actor: Actor, @Param('id', USER_ID) id: string, @Body() input: UpdateUser) {
    return this.users.update(actor, id, input);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse()
  remove(@CurrentActor() actor: Actor, @Param('id', USER_ID) id: string) {
    return this.lifecycle.remove(actor, id);
  }

  @Post(':id/deactivate')
  @HttpCode(200)
  @ApiOkResponse({ type: UserResponse })
  deactivate(@CurrentActor() actor: Actor, @Param('id', USER_ID) id: string) {
    return this.lifecycle.deactivate(actor, id);
  }

  @Post(':id/reactivate')
  @HttpCode(200)
  @ApiOkResponse({ type: UserResponse })
  reactivate(@CurrentActor() actor: Actor, @Param('id', USER_ID) id: string) {
    return this.lifecycle.reactivate(actor, id);
  }

  @Post(':id/reset-password')
  @HttpCode(200)
  @ApiOkResponse({ type: TemporaryPasswordResponse })
  resetPassword(@CurrentActor() actor: Actor, @Param('id', USER_ID) id: string) {
    return this.lifecycle.resetPassword(actor, id);
  }
}
