// @ts-check
import { Context, Liquid, toValueSync } from 'liquidjs';

/** @import { Template } from 'liquidjs' */

const MAX_TEMPLATE_LENGTH = 20_000;
export const MAX_TEMPLATE_OUTPUT = 262_144;
/** What the engine counts: lengths of the strings and lists that filters and tags make. */
const MEMORY_UNITS = 1_000_000;
/** They read files, or make output that no limit counts. */
const REFUSED_TAGS = ['capture', 'include', 'render', 'layout', 'block', 'increment', 'decrement'];

/** No limit of time: whoever runs a template stops it from outside, also in the middle of a filter. */
export const engine = new Liquid({
  parseLimit: MAX_TEMPLATE_LENGTH,
  memoryLimit: MEMORY_UNITS,
  ownPropertyOnly: true,
  strictFilters: true,
  relativeReference: false,
  // Nothing is ever looked up on a disk.
  templates: {},
});
for (const tag of REFUSED_TAGS) delete engine.tags[tag];
// What is not there would be written as nothing, and the JSON around it would be broken.
for (const name of ['json', 'jsonify']) {
  engine.registerFilter(name, (value, space) => JSON.stringify(value ?? null, null, Number(space ?? 0)));
}

/**
 * @param {string} text
 * @returns {Template[]}
 * @throws {Error} whose message names line and column
 */
export function compileTemplate(text) {
  return engine.parse(text);
}

/**
 * @param {Template[]} templates
 * @param {object} scope
 * @returns {string}
 */
export function renderTemplate(templates, scope) {
  const emitter = new CappedEmitter();
  const context = new Context(scope, engine.options, { sync: true });
  toValueSync(engine.renderer.renderTemplates(templates, context, emitter));
  return emitter.buffer;
}

/** Collects output up to a limit: the engine's own limits do not count what is written. */
class CappedEmitter {
  buffer = '';

  /** @param {unknown} part */
  write(part) {
    this.buffer += textOf(part);
    if (this.buffer.length > MAX_TEMPLATE_OUTPUT) {
      throw new Error(`The output is longer than ${MAX_TEMPLATE_OUTPUT} characters.`);
    }
  }
}

/**
 * The engine writes strings and numbers; anything else is no output of a template.
 *
 * @param {unknown} part
 * @returns {string}
 */
function textOf(part) {
  if (typeof part === 'string') return part;
  return typeof part === 'number' || typeof part === 'boolean' || typeof part === 'bigint' ? String(part) : '';
}
