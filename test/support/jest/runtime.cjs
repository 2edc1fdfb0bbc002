const { createRequire } = require('node:module');
const { sep } = require('node:path');
const { pathToFileURL } = require('node:url');
const { default: JestRuntime } = require('jest-runtime');

/** Jest's own package that remembers the test file under way. */
const FRAMEWORK = `${sep}node_modules${sep}jest-circus${sep}`;

let files = 0;

/**
 * Test files are loaded by Node itself, as the product is, with the hooks of `typescript-loader.mjs`. Jest's own loader
 * evaluates every module again for each test file: 2,000 of them when the file starts the application. Here a worker
 * evaluates the product and the packages once, and the modules of `test` and `client/test` once per test file.
 */
class NodeRuntime extends JestRuntime {
  unstable_shouldLoadAsEsm() {
    return true;
  }

  unstable_importModule(path) {
    files += 1;
    globalThis[Symbol.for('jest.globals')] = this.jestGlobals.cjsGlobals(path);
    return import(`${pathToFileURL(path).href}?file=${files}`);
  }

  requireInternalModule(from, to) {
    for (const id of Object.keys(require.cache)) if (id.includes(FRAMEWORK)) delete require.cache[id];
    return createRequire(from)(to ?? from);
  }
}

module.exports = NodeRuntime;
