import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags, ApiUnauthorizedResponse } from '@nestjs/swagger';
import type { APIInteractionResponse } from 'discord-api-types/v10';
import type { FastifyRequest } from 'fastify';
import { BodyLimit, MAX_SIGNED_BODY_BYTES } from '../common/http/body-limit.decorator.js';
import { Public } from '../common/http/public.decorator.js';
import { TakesRawBody } from '../common/http/raw-body.decorator.js';
import { pong, whisper } from './interaction-answers.js';
import { InteractionSignature } from './interaction-signature.js';
import { parseInteraction } from './interaction.js';
import { MachineDecisions } from './machine-decisions.service.js';

/** Signed, not signed in. */
@ApiTags('discord')
@Controller('api/discord/interactions')
export class InteractionsController {
  constructor(
    private readonly signature: InteractionSignature,
    private readonly decisions: MachineDecisions,
  ) {}

  @Post()
  @HttpCode(200)
  @Public()
  @TakesRawBody()
  @BodyLimit(MAX_SIGNED_BODY_BYTES)
  @ApiOperation({ summary: "Discord's interactions endpoint: pings and clicks on buttons" })
  @ApiOkResponse({ schema: { type: 'object' }, description: "Discord's own shape of an interaction response" })
  @ApiUnauthorizedResponse({ description: 'The signature is missing, too old or wrong' })
  async interact(@Req() request: FastifyRequest): Promise<APIInteractionResponse> {
    const body = typeof request.body === 'string' ? request.body : '';
    this.signature.check(request.headers, body);
    const interaction = parseInteraction(body);
    if (interaction.kind === 'ping') return pong();
    if (interaction.kind === 'other') return whisper('There are only buttons here.');
    return this.decisions.click(interaction.buttonId, interaction.person);
  }
}
