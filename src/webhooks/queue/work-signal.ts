import { Injectable } from '@nestjs/common';

/** What sends: the worker of this process. */
export interface WorkListener {
  /** There may be something new to send. @param endpointIds left out: to any endpoint */
  wake(endpointIds?: ReadonlySet<string>): void;
  /** Something became due at a position that may have been read already. @param endpointIds left out: of any endpoint */
  lookAgain(endpointIds?: ReadonlySet<string>): void;
}

/**
 * Wakes the worker of this process at once when deliveries were queued or are due again. The workers of
 * other processes find the lanes by their safety poll.
 */
@Injectable()
export class WorkSignal implements WorkListener {
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
}
