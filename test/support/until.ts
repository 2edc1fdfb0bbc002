import { setTimeout as delay } from 'node:timers/promises';

const LOOK_EVERY_MS = 10;

/** Waits until the condition holds. @throws Error after `timeoutMs`, with what `describe` says of the state then */
export async function until(
  condition: () => boolean | Promise<boolean>,
  options: { timeoutMs?: number; describe?: () => unknown } = {},
): Promise<void> {
  const timeoutMs = options.timeoutMs ?? 15_000;
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadline) {
      throw new Error(`Waited ${timeoutMs} ms in vain. ${JSON.stringify(options.describe?.()) ?? ''}`);
    }
    await delay(LOOK_EVERY_MS);
  }
}
