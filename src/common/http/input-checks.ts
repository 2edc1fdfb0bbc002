import { setImmediate } from 'node:timers/promises';
import { Injectable, type Type } from '@nestjs/common';
import { InvalidInput, MAX_FIELD_ERRORS, type FieldError } from '../errors.js';

/** Further checks of an input. It comes without the fields that are already known to be wrong; `faulty` names these. */
export type InputCheck<T extends object> = (
  input: Partial<T>,
  faulty: ReadonlySet<string>,
) => readonly FieldError[] | Promise<readonly FieldError[]>;

interface Registered {
  readonly type: Type<object>;
  readonly check: InputCheck<object>;
  /** The service finds this fault itself when nothing else is wrong. */
  readonly isLate: boolean;
}

/** Inputs checked before other requests get their turn. */
const PARTS_A_TURN = 50;
/** Inputs of one request that late checks look at, since they query the database. */
const MAX_LATE_CHECKS = 20;

/**
 * Checks of fields that need more than the value: configuration, a parser, the database. They run together with the
 * declared checks, so that one answer names every offending field.
 */
@Injectable()
export class InputChecks {
  private readonly checks: Registered[] = [];

  /** @param type also applies to its subclasses and wherever it is nested */
  register<T extends object>(type: Type<T>, check: InputCheck<T>): void {
    this.checks.push({ type, check, isLate: false });
  }

  /**
   * A check that the service makes anyway, such as whether a person exists. It runs only when other faults are found.
   */
  registerLate<T extends object>(type: Type<T>, check: InputCheck<T>): void {
    this.checks.push({ type, check, isLate: true });
  }

  /**
   * @param parts an input and the inputs nested in it
   * @param faults the faults found so far
   * @returns those, and the faults that these checks found
   */
  async faults(parts: readonly InputPart[], faults: readonly FieldError[]): Promise<FieldError[]> {
    const found = [...faults];
    const faulty = faultyNames(parts, faults);
    for (const [index, part] of parts.entries()) {
      if (index % PARTS_A_TURN === PARTS_A_TURN - 1) await setImmediate();
      await this.run(false, { part, faulty, found });
    }
    if (found.length === 0) return found;
    for (const part of parts.slice(0, MAX_LATE_CHECKS)) {
      if (found.length < MAX_FIELD_ERRORS) await this.run(true, { part, faulty, found });
    }
    return found;
  }

  private async run(isLate: boolean, { part, faulty, found }: Run): Promise<void> {
    const checks = this.checks.filter((check) => check.isLate === isLate && part.input instanceof check.type);
    if (checks.length === 0) return;
    const names = faulty.get(part.path) ?? new Set();
    const sound = Object.fromEntries(Object.entries(part.input).filter(([name]) => !names.has(name)));
    for (const { check } of checks) {
      for (const { field, message } of await faultsOf(() => check(sound, names))) {
        found.push({ field: part.path === '' ? field : `${part.path}.${field}`, message });
      }
    }
  }
}

interface Run {
  readonly part: InputPart;
  readonly faulty: ReadonlyMap<string, ReadonlySet<string>>;
  readonly found: FieldError[];
}

export interface InputPart {
  /** Its path: empty for the whole input, else for example `events.3`. */
  readonly path: string;
  readonly input: object;
}

/** A check may report faults as services do, by throwing. */
async function faultsOf(check: () => ReturnType<InputCheck<object>>): Promise<readonly FieldError[]> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof InvalidInput) return error.extra.errors ?? [];
    throw error;
  }
}

/** Paths are split to this depth; inputs are not nested deeper. */
const MAX_PATH_PARTS = 6;

/** By the path of each part: the names of its faulty fields. */
function faultyNames(parts: readonly InputPart[], faults: readonly FieldError[]): Map<string, Set<string>> {
  const names = new Map(parts.map(({ path }) => [path, new Set<string>()]));
  for (const { field } of faults) {
    const segments = field.split('.', MAX_PATH_PARTS);
    for (const [index, name] of segments.entries()) names.get(segments.slice(0, index).join('.'))?.add(name);
  }
  return names;
}
