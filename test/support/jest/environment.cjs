const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

/**
 * Jest keeps these in the globals, which elsewhere end with the test file. If the handlers stayed, later files would lose
 * their unhandled rejections and uncaught exceptions to the first one; if the others did, its timeout and its retries would
 * apply to them.
 */
const OF_ONE_FILE = [
  'EVENT_HANDLERS',
  'TEST_TIMEOUT_SYMBOL',
  'RETRY_TIMES',
  'RETRY_IMMEDIATELY',
  'WAIT_BEFORE_RETRY',
  'LOG_ERRORS_BEFORE_RETRY',
].map((name) => Symbol.for(name));

/** The worker's own process: a test has the same globals as the product that Node loads for it. */
class ProcessEnvironment {
  global = globalThis;
  fakeTimers = null;

  constructor({ projectConfig }) {
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
    // Jest replaces both for each test file.
    const { console } = globalThis;
    const exit = Object.getOwnPropertyDescriptor(process, 'exit');
    this.restore = () => {
      globalThis.console = console;
      Object.defineProperty(process, 'exit', exit);
    };
  }

  async setup() {
    // Jest formats stacks by the source maps of its own loader; `--enable-source-maps` knows those of Node's.
    delete Error.prepareStackTrace;
  }

  async teardown() {
    this.fakeTimersModern.dispose();
    this.restore();
    for (const key of OF_ONE_FILE) delete globalThis[key];
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  /** There is no context besides the process. */
  getVmContext() {
    return null;
  }
}

module.exports = ProcessEnvironment;
