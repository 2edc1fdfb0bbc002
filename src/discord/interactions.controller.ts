import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOkResponse } from '@nestjs/swagger';
import { Area, Operation } from '../common/http/operation.decorator.js';
import type { APIInteractionResponse } from 'discord-api-types/v10';
import type { FastifyRequest } from 'fastify';
import { BodyLimit, MAX_SIGNED_BODY_BYTES } from '../common/http/body-limit.decorator.js';
import { Public } from '../common/http/public.decorator.js';
import { TakesRawBody } from '../common/http/raw-body.decorator.js';
import { pong, whisper } from './interaction-answers.js';
import { InteractionSignature } from './interaction-signature.js';
import { parseInteraction } from './interaction.js';
import { MachineDecisionsService } from './machine-decisions.service.js';

/** Signed, not signed in. */
@Area('discord', 'The endpoint for buttons of the Discord bot.')
@Controller('api/discord/interactions')
export class InteractionsController {
  constructor(
    private readonly signature: InteractionSignature,
    private readonly decisions: MachineDecisionsService,
  ) {}

  @Post()
  @Operation(
    'Receive an interaction from Discord',
    'For Discord: pings and clicks on buttons, signed with Ed25519. Answers in the shape of Discord.',
    { example: { type: 1 }, problems: ['invalid_input', 'bad_signature', 'loop_detected'] },
  )
  @HttpCode(200)
  @Public()
  @TakesRawBody()
  @BodyLimit(MAX_SIGNED_BODY_BYTES)
  @ApiHeader({
    name: 'X-Signature-Ed25519',
    required: true,
    description: 'Over the timestamp and the raw body, in hex.',
  })
  @ApiHeader({ name: 'X-Signature-Timestamp', required: true, description: 'Unix seconds.' })
  @ApiBody({ schema: { type: 'object' } })
  @ApiOkResponse({ schema: { type: 'object' }, description: "Discord's own shape of an interaction response" })
  async interact(@Req() request: FastifyRequest): Promise<APIInteractionResponse> {
    const body = typeof request.body === 'string' ? request.body : '';
    this.signature.check(request.headers, body);
    const interaction = parseInteraction(body);
    if (interaction.kind === 'ping') return pong();
    if (interaction.kind === 'other') return whisper('Only buttons are handled here.');
    return this.decisions.click(interaction.buttonId, interaction.person);
  }
}
