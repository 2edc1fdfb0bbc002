import { Injectable } from '@nestjs/common';
import { setTimeout } from 'node:timers/promises';
import type { APIInteractionResponse } from 'discord-api-types/v10';
import { AppConfig } from '../common/config.js';
import { NotFound } from '../common/errors.js';
import { isUuid } from '../common/ids.js';
import { AppLogger } from '../common/logger.js';
import { requestContext, type Actor } from '../common/request-context.js';
import { AlreadyDecided } from '../machines/machine-errors.js';
import type { Machine, MachineDecision } from '../machines/machine.entity.js';
import { MachinesService } from '../machines/machines.service.js';
import { APPROVE_MACHINE, DENY_MACHINE } from '../webhooks/formats/discord-bot.format.js';
import type { DiscordPerson } from './interaction.js';
import { decidedMessage, whisper } from './interaction-answers.js';

/** Discord waits for 3 s, including the network. */
const ANSWER_WITHIN_MS = 2_200;

interface Button {
  readonly decision: MachineDecision;
  readonly machineId: string;
}

/** The buttons under a registered machine. */
@Injectable()
export class MachineDecisionsService {
  private readonly approvers: ReadonlySet<string>;

  constructor(
    private readonly config: AppConfig,
    private readonly machines: MachinesService,
    private readonly logger: AppLogger,
  ) {
    this.approvers = new Set(config.discord.approvers);
  }

  async click(buttonId: string, person: DiscordPerson): Promise<APIInteractionResponse> {
    const button = parseButton(buttonId);
    if (button === undefined) return whisper('This button is unknown.');
    const mayDecide = [person.id, ...person.roleIds].some((id) => this.approvers.has(id));
    this.logger.event('discord.clicked', { button_id: buttonId, discord_user_id: person.id, allowed: mayDecide });
    if (!mayDecide) return whisper('You are not among those who may approve or deny machines.');
    const late = new AbortController();
    try {
      const tooLate = setTimeout(ANSWER_WITHIN_MS, undefined, { signal: late.signal }).then(() =>
        whisper('This takes longer than usual. Look at the machine again in a moment.'),
      );
      return await Promise.race([this.decide(button, person), tooLate]);
    } finally {
      late.abort();
    }
  }

  private async decide({ decision, machineId }: Button, person: DiscordPerson): Promise<APIInteractionResponse> {
    const actor = actorOf(person);
    const context = requestContext();
    if (context !== undefined) context.actor = actor;
    try {
      const machine = await this.machines.decideFor(actor, machineId, decision);
      return decidedMessage(machine, this.config.publicUrl);
    } catch (error) {
      if (error instanceof AlreadyDecided) return whisper(decidedBefore(error.machine));
      if (error instanceof NotFound) return whisper('This machine no longer exists.');
      this.logger.error('A decision on Discord failed.', error);
      return whisper('The decision failed. Try again, or decide in the application.');
    }
  }
}

function parseButton(buttonId: string): Button | undefined {
  const decision = buttonId.startsWith(APPROVE_MACHINE) ? 'approved' : 'denied';
  const prefix = decision === 'approved' ? APPROVE_MACHINE : DENY_MACHINE;
  const machineId = buttonId.slice(prefix.length);
  return buttonId.startsWith(prefix) && isUuid(machineId) ? { decision, machineId } : undefined;
}

/** A person without an account here: the lowest role, and no address. */
function actorOf({ id, name }: DiscordPerson): Actor {
  return { id, name, email: '', role: 'user', companyId: null, type: 'discord', sessionId: null };
}

function decidedBefore({ hostname, status, decidedBy }: Machine): string {
  return `${hostname} was ${status} by ${decidedBy ?? 'an unknown person'} already.`;
}
