import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiNoContentResponse,
  ApiOkResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import { Area, Operation } from '../common/http/operation.decorator.js';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { IdPipe } from '../common/http/id.pipe.js';
import { HeavyRoute } from '../common/rate-limit/heavy-route.js';
import type { Actor } from '../common/request-context.js';
import { UserLifecycleService } from './user-lifecycle.service.js';
import {
  AccountResponse,
  CreatedUserResponse,
  PersonResponse,
  TemporaryPasswordResponse,
  UserPage,
  UserResponse,
} from './users.answers.js';
import { CreateUser, UpdateOwnProfile, UpdateUser, UserQuery } from './users.dto.js';
import { UsersService } from './users.service.js';

const USER_ID = new IdPipe('user');

@Area('users', 'Accounts, roles and preferences.')
@ApiBearerAuth()
@ApiExtraModels(AccountResponse, UserResponse, PersonResponse)
@Controller('api/users')
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly lifecycle: UserLifecycleService,
  ) {}

  @Get()
  @Operation('List users', 'For staff: everyone. For managers: the people of their company. Others get 403.')
  @HeavyRoute('with q')
  @ApiOkResponse({ type: UserPage })
  list(@CurrentActor() actor: Actor, @Query() query: UserQuery) {
    return this.users.list(actor, query);
  }

  @Post()
  @Operation(
    'Create a user',
    'For admins. Without `password` one is generated and shown once as `temporary_password`.',
    {
      example: { email: 'ada@example.com', name: 'Ada Lovelace', role: 'agent' },
      problems: ['email_taken', 'external_id_taken', 'hashing_busy', 'loop_detected'],
    },
  )
  @ApiCreatedResponse({ type: CreatedUserResponse })
  create(@CurrentActor() actor: Actor, @Body() input: CreateUser) {
    return this.users.create(actor, input);
  }

  @Patch('me')
  @Operation('Change your name', 'Only the name: address and role are changed by an admin.', {
    example: { name: 'Ada King' },
    problems: ['loop_detected'],
  })
  @ApiOkResponse({ type: UserResponse })
  updateOwnProfile(@CurrentActor() actor: Actor, @Body() input: UpdateOwnProfile) {
    return this.users.updateOwnProfile(actor, input);
  }

  @Get(':id')
  @Operation(
    'Read a user',
    'Staff and managers get the whole account; others get `{id, name}` of people on tickets that they see.',
  )
  @ApiOkResponse({
    schema: { oneOf: [{ $ref: getSchemaPath(AccountResponse) }, { $ref: getSchemaPath(PersonResponse) }] },
  })
  read(@CurrentActor() actor: Actor, @Param('id', USER_ID) id: string) {
    return this.users.read(actor, id);
  }

  @Patch(':id')
  @Operation('Change a user', 'For admins. What is left out stays.', {
    example: { name: 'Ada King', role: 'agent' },
    problems: ['email_taken', 'external_id_taken', 'last_admin', 'loop_detected'],
  })
  @ApiOkResponse({ type: AccountResponse })
  update(@CurrentActor() actor: Actor, @Param('id', USER_ID) id: string, @Body() input: UpdateUser) {
    return this.users.update(actor, id, input);
  }

  @Delete(':id')
  @Operation(
    'Delete a user',
    'For admins. What the person wrote stays under "Deleted user". To erase it too: `DELETE /api/subjects/{user_id}`.',
    { problems: ['last_admin', 'loop_detected'] },
  )
  @HttpCode(204)
  @ApiNoContentResponse()
  remove(@CurrentActor() actor: Actor, @Param('id', USER_ID) id: string) {
    return this.lifecycle.remove(actor, id);
  }

  @Post(':id/deactivate')
  @Operation(
    'Deactivate a user',
    'For admins. Sessions, API keys and sockets of the person end at once. Nothing is deleted.',
    { problems: ['last_admin', 'loop_detected'] },
  )
  @HttpCode(200)
  @ApiOkResponse({ type: AccountResponse })
  deactivate(@CurrentActor() actor: Actor, @Param('id', USER_ID) id: string) {
    return this.lifecycle.deactivate(actor, id);
  }

  @Post(':id/reactivate')
  @Operation('Reactivate a user', 'For admins. The person can sign in again.', { problems: ['loop_detected'] })
  @HttpCode(200)
  @ApiOkResponse({ type: AccountResponse })
  reactivate(@CurrentActor() actor: Actor, @Param('id', USER_ID) id: string) {
    return this.lifecycle.reactivate(actor, id);
  }

  @Post(':id/reset-password')
  @Operation(
    'Reset a password',
    'For admins. Gives a temporary password once; sessions and API keys of the person end.',
    { problems: ['hashing_busy'] },
  )
  @HttpCode(200)
  @ApiOkResponse({ type: TemporaryPasswordResponse })
  resetPassword(@CurrentActor() actor: Actor, @Param('id', USER_ID) id: string) {
    return this.lifecycle.resetPassword(actor, id);
  }
}
