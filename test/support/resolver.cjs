const { existsSync } = require('node:fs');
const { resolve, sep } = require('node:path');

const IN_PACKAGES = `${sep}node_modules${sep}`;
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
    const path = resolve(options.basedir, request.replace(/js$/, 'ts'));
    if (existsSync(path)) return path;
  }
  return options.defaultResolver(request, options);
};
