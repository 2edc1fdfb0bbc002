import TestSequencer from '@jest/test-sequencer';

/**
 * What takes longest, by the clock. A run without durations of an earlier one, as in CI, goes by the size of files: a
 * short file that kills a server twenty times would start last, and one worker would end the run alone.
 */
const LONGEST = [
  'test/e2e/kill.e2e-spec.ts',
  'test/e2e/start.e2e-spec.ts',
  'test/e2e/shutdown.e2e-spec.ts',
  'client/test/package.spec.ts',
  'test/e2e/jumping-clock.e2e-spec.ts',
  'test/attacks/programs.e2e-spec.ts',
  'test/e2e/user-programs.e2e-spec.ts',
  'test/docs/site.e2e-spec.ts',
  'test/docs/pages.e2e-spec.ts',
  'test/e2e/idle-connections.e2e-spec.ts',
  'client/test/browser.e2e-spec.ts',
  'test/web/shell.e2e-spec.ts',
  'test/web/kb.e2e-spec.ts',
  'test/web/journeys.e2e-spec.ts',
  'test/web/tickets.e2e-spec.ts',
  'test/web/admin.e2e-spec.ts',
  'test/web/log.e2e-spec.ts',
  'test/web/workbench.e2e-spec.ts',
  'test/e2e/chat-receivers.e2e-spec.ts',
  'test/e2e/events.e2e-spec.ts',
  'test/e2e/deliveries.e2e-spec.ts',
  'test/e2e/inbox.e2e-spec.ts',
  'test/e2e/index-proofs.e2e-spec.ts',
  'test/e2e/backup.e2e-spec.ts',
  'test/attacks/shares.e2e-spec.ts',
  'test/attacks/receivers.e2e-spec.ts',
  'test/e2e/openapi.e2e-spec.ts',
  'test/e2e/two-processes.e2e-spec.ts',
  'test/attacks/strangers.e2e-spec.ts',
  'test/e2e/statement-limits.e2e-spec.ts',
];

export default class LongestFirst extends TestSequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    const place = ({ path }) => {
      const index = LONGEST.findIndex((name) => path.endsWith(`/${name}`));
      return index < 0 ? LONGEST.length : index;
    };
    return sorted.toSorted((a, b) => place(a) - place(b));
  }
}
