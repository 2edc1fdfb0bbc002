import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import { Conflict, Forbidden, InvalidInput, type FieldError } from '../../common/errors.js';
import { InputChecks } from '../../common/http/input-checks.js';
import { newId } from '../../common/ids.js';
import { currentActor, type Actor } from '../../common/request-context.js';
import { EventRecorder } from '../event-recorder.js';
import { dataFaults } from './data-check.js';
import { nameFaults, requireMayName, resolveTarget, type EventTarget } from './intake-rights.js';
import { IncomingEvent, typeOf } from './intake.dto.js';

/** Waits for a transaction that uses the same key right now: then its row exists, or the key is free. */
const TAKE_KEY_SQL = `
  WITH taken AS (
    INSERT INTO event_idempotency (user_id, key, body_hash, event_id) VALUES ($1, $2, $3, $4)
    ON CONFLICT DO NOTHING RETURNING event_id)
  SELECT event_id FROM taken`;

const KNOWN_KEY_SQL = 'SELECT body_hash, event_id FROM event_idempotency WHERE user_id = $1 AND key = $2';

/** Other characters have no single spelling as header bytes. */
const HEADER_KEY = /^[\x20-\x7e]{1,200}$/;

/** 409: the key belongs to another event. */
export class IdempotencyConflict extends Conflict {
  constructor() {
    super('idempotency_conflict', 'This idempotency key was used for another event. Take a new one.');
  }
}

export interface TakenEvent {
  readonly id: string;
  /** False: the event was received before. */
  readonly isNew: boolean;
}

/** An input with validated names and resolved aliases. */
interface Intake {
  readonly type: string;
  readonly target: EventTarget;
  readonly key: string | undefined;
}

/** Accepts events of other services into the log. */
@Injectable()
export class IntakeService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly recorder: EventRecorder,
    checks: InputChecks,
  ) {
    checks.register(IncomingEvent, bodyFaults);
    checks.registerLate(IncomingEvent, (input) => this.targetFaults(input));
  }

  /**
   * @param headerKey value of the header `Idempotency-Key`
   * @throws InvalidInput, Forbidden, IdempotencyConflict
   */
  async take(actor: Actor, input: IncomingEvent, headerKey?: string): Promise<TakenEvent> {
    const intake = intakeOf(actor, input, headerKey);
    requireMayName(actor, intake.type);
    const target = await resolveTarget(this.dataSource, actor, intake.target);
    return this.dataSource.transaction((manager) => this.store(manager, actor, { input, intake, target }));
  }

  /**
   * Accepts all of them or none.
   *
   * @throws InvalidInput with every offending field of every event, Forbidden, IdempotencyConflict
   */
  async takeAll(actor: Actor, inputs: readonly IncomingEvent[]): Promise<TakenEvent[]> {
    const intakes = intakesOf(actor, inputs);
    for (const { type } of intakes) requireMayName(actor, type);
    const targets = await this.resolveTargets(actor, intakes);
    return this.dataSource.transaction(async (manager) => {
      const taken: TakenEvent[] = [];
      for (const [place, input] of inputs.entries()) {
        const [intake, target] = [intakes[place], targets[place]];
        if (intake !== undefined && target !== undefined) {
          taken.push(await this.store(manager, actor, { input, intake, target }));
        }
      }
      return taken;
    });
  }

  /** Each distinct target once: a batch usually names few. */
  private async resolveTargets(actor: Actor, intakes: readonly Intake[]): Promise<EventTarget[]> {
    const known = new Map<string, EventTarget>();
    const targets: EventTarget[] = [];
    const errors: FieldError[] = [];
    for (const [place, { target }] of intakes.entries()) {
      const key = JSON.stringify(target);
      try {
        const resolved = known.get(key) ?? (await resolveTarget(this.dataSource, actor, target));
        known.set(key, resolved);
        targets.push(resolved);
      } catch (error) {
        if (!(error instanceof InvalidInput)) throw error;
        errors.push(...placed(error.extra.errors ?? [], place));
      }
    }
    if (errors.length > 0) throw new InvalidInput(errors);
    return targets;
  }

  /** Says nothing about the target if the sender may not name it. */
  private async targetFaults(input: Partial<IncomingEvent>): Promise<readonly FieldError[]> {
    const actor = currentActor();
    if (actor === null) return [];
    try {
      await resolveTarget(this.dataSource, actor, targetOf(input));
      return [];
    } catch (error) {
      if (error instanceof Forbidden) return [];
      throw error;
    }
  }

  private async store(
    manager: EntityManager,
    actor: Actor,
    { input, intake, target }: { input: IncomingEvent; intake: Intake; target: EventTarget },
  ): Promise<TakenEvent> {
    const id = newId();
    const known = await claimKey(manager, { userId: actor.id, key: intake.key, hash: hashOf(input), id });
    if (known !== undefined) return { id: known, isNew: false };
    this.record(manager, { id, input, type: intake.type, target });
    return { id, isNew: true };
  }

  private record(
    manager: EntityManager,
    { id, input, type, target }: { id: string; input: IncomingEvent; type: string; target: EventTarget },
  ): void {
    const { userId, companyId } = target;
    this.recorder.record(manager, {
      id,
      type,
      data: input.data,
      userId,
      companyId,
      category: input.category,
      orderingKey: input.ordering_key ?? idOf(input.data),
      visibleTo: { staff: true, userIds: userId === null ? [] : [userId], managersOf: companyId },
      source: 'external',
      embed: input.embed,
      notify: input.notify?.message,
    });
  }
}

/** Faults of an event as a whole, when each field by itself is valid. */
function bodyFaults(input: Partial<IncomingEvent>): FieldError[] {
  const errors: FieldError[] = [];
  const type = typeOf(input);
  const actor = currentActor();
  if (type !== undefined && actor !== null) errors.push(...nameFaults(actor, type));
  if (type !== undefined && input.data !== undefined) errors.push(...dataFaults(type, input.data));
  if (input.notify !== undefined && (input.user_id ?? input.userId ?? null) === null) {
    errors.push({ field: 'notify', message: 'needs user_id: the person to notify' });
  }
  const { embed } = input;
  if (embed !== undefined && !embed.title && !embed.description && (embed.fields ?? []).length === 0) {
    errors.push({ field: 'embed', message: 'must have a title, a description or fields' });
  }
  return errors;
}

/** @throws InvalidInput with every offending field */
function intakeOf(actor: Actor, input: IncomingEvent, headerKey: string | undefined): Intake {
  const errors: FieldError[] = [];
  // The input checks have made sure that one is set.
  const type = typeOf(input) ?? '';
  errors.push(...nameFaults(actor, type));
  if (headerKey !== undefined && !HEADER_KEY.test(headerKey)) {
    errors.push({ field: 'Idempotency-Key', message: 'must have 1 to 200 printable ASCII characters' });
  }
  const key = input.idempotency_key ?? headerKey;
  if (headerKey !== undefined && key !== headerKey) {
    errors.push({ field: 'idempotency_key', message: 'is not what the header Idempotency-Key says' });
  }
  if (errors.length > 0) throw new InvalidInput(errors);
  return { type, target: targetOf(input), key };
}

function targetOf(input: Partial<IncomingEvent>): EventTarget {
  return {
    userId: input.user_id ?? input.userId ?? null,
    companyId: input.company_id ?? input.companyId ?? null,
  };
}

function intakesOf(actor: Actor, inputs: readonly IncomingEvent[]): Intake[] {
  const errors: FieldError[] = [];
  const intakes = inputs.flatMap((input, place) => {
    try {
      return [intakeOf(actor, input, undefined)];
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      errors.push(...placed(error.extra.errors ?? [], place));
      return [];
    }
  });
  if (errors.length > 0) throw new InvalidInput(errors);
  return intakes;
}

function placed(errors: readonly FieldError[], place: number): FieldError[] {
  return errors.map(({ field, message }) => ({ field: `events.${place}.${field}`, message }));
}

/** @returns the event that already has this key. @throws IdempotencyConflict */
async function claimKey(
  manager: EntityManager,
  claim: { userId: string; key: string | undefined; hash: string; id: string },
): Promise<string | undefined> {
  if (claim.key === undefined) return undefined;
  const taken = await manager.query<unknown[]>(TAKE_KEY_SQL, [claim.userId, claim.key, claim.hash, claim.id]);
  if (taken.length > 0) return undefined;
  const parameters = [claim.userId, claim.key];
  const [known] = await manager.query<{ body_hash: string; event_id: string }[]>(KNOWN_KEY_SQL, parameters);
  if (known?.body_hash !== claim.hash) throw new IdempotencyConflict();
  return known.event_id;
}

/** A digest of the content, independent of the order of keys. */
function hashOf(input: IncomingEvent): string {
  const fields = Object.entries(input).filter(([name]) => name !== 'idempotency_key');
  const body = sorted(Object.fromEntries(fields));
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  // As pairs: in an object, keys that look like numbers are reordered.
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]);
}

function idOf({ id }: Readonly<Record<string, unknown>>): string | null {
  if (typeof id === 'number') return String(id);
  return typeof id === 'string' && id !== '' && id.length <= 200 ? id : null;
}
