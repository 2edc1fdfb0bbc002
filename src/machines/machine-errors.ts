import { Conflict } from '../common/errors.js';
import type { Machine } from './machine.entity.js';

/** 409: a machine is approved or denied once. */
export class AlreadyDecided extends Conflict {
  constructor(readonly machine: Machine) {
    super('already_decided', `The machine was already ${machine.status} by ${machine.decidedBy ?? 'another person'}.`, {
      machine: { status: machine.status, decided_by: machine.decidedBy },
    });
  }
}
