const { existsSync } = require('node:fs');
const path = require('node:path');

const IN_PACKAGES = `${path.sep}node_modules${path.sep}`;
/** Set by the configuration of Jest, see `bundled-packages.mjs`. */
const BUNDLED = new Map(Object.entries(JSON.parse(process.env.CARILLON_TEST_PACKAGES ?? '{}')));

/**
 * `./x.js` in a TypeScript file means `./x.ts` when that is what lies there, and some packages have been bundled. A
 * `moduleNameMapper` could say so, too, but Jest asks that anew for every import of every test file, those inside packages
 * included, and remembers what this answers.
 */
exports.sync = (request, options) => {
  const bundle = BUNDLED.get(request);
  if (bundle !== undefined) return bundle;
  if (/^\.{1,2}\/.*\.js$/.test(request) && !options.basedir.includes(IN_PACKAGES)) {
    const source = path.resolve(options.basedir, request.replace(/js$/, 'ts'));
    if (existsSync(source)) return source;
  }
  return options.defaultResolver(request, options);
};
