import { Injectable } from '@nestjs/common';
import { newId } from '../../common/ids.js';
import { readWake, type LaneWake } from './lane-wake.js';

/** What sends: the worker of this process. */
export interface WorkListener {
  /** There may be something new to send. @param endpointIds left out: to any endpoint */
  wake(endpointIds?: ReadonlySet<string>): void;
  /** Something became due at a position that may have been read already. @param endpointIds left out: of any endpoint */
  lookAgain(endpointIds?: ReadonlySet<string>): void;
  /** The same from another process, whose own worker may hold the lanes. */
  hear(wake: LaneWake): void;
}

/**
 * Wakes the worker of this process at once when deliveries were queued or are due again. The workers of other processes
 * hear it from the database (`LaneStore.wake`).
 */
@Injectable()
export class WorkSignal {
  /** Names this process to others. */
  readonly id = newId();
  private listener: WorkListener | undefined;

  connect(listener: WorkListener): void {
    this.listener = listener;
  }

  wake(endpointIds?: ReadonlySet<string>): void {
    this.listener?.wake(endpointIds);
  }

  lookAgain(endpointIds?: ReadonlySet<string>): void {
    this.listener?.lookAgain(endpointIds);
  }

  /** @param payload of a notification, of any process */
  hear(payload: string): void {
    const wake = readWake(payload);
    if (wake.by !== this.id) this.listener?.hear(wake);
  }
}
