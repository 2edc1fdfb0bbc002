import { Context, Liquid, toValueSync, type Template } from 'liquidjs';
import { FormatFailed, JSON_CONTENT_TYPE, type DeliveryFormat, type FormatEvent } from './delivery-format.js';

const MAX_TEMPLATE = 20_000;
const MAX_OUTPUT = 262_144;
const RENDER_MS = 100;
const MEMORY = 1_000_000;
const MOST_PARSED = 1_000;
/** They read files, or make output that no limit counts. */
const REFUSED_TAGS = ['capture', 'include', 'render', 'layout', 'block', 'increment', 'decrement'];

const engine = new Liquid({
  parseLimit: MAX_TEMPLATE,
  renderLimit: RENDER_MS,
  memoryLimit: MEMORY,
  ownPropertyOnly: true,
  strictFilters: true,
  relativeReference: false,
  // Nothing is ever looked up on a disk.
  templates: {},
});
for (const tag of REFUSED_TAGS) delete engine.tags[tag];

const parsed = new Map<string, Template[]>();

/** A template that cannot be saved; `message` names line and column. */
export class InvalidTemplate extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidTemplate';
  }
}

/** @throws InvalidTemplate */
export function checkTemplate(template: string): void {
  parse(template);
}

/** A Liquid template over `event`, `data` and `changes`, sandboxed and bounded in time, memory and size. */
export const templateFormat: DeliveryFormat = {
  name: 'template',
  contentType: JSON_CONTENT_TYPE,
  families: [],
  body({ event, type }, { template }) {
    if (template === null) throw new FormatFailed('The endpoint has no template.');
    try {
      return render(parse(template), scopeOf(event, type));
    } catch (error) {
      throw new FormatFailed(`The template failed: ${messageOf(error)}`);
    }
  },
};

/** Collects output up to a limit: the engine's own limits do not count what is written. */
class CappedEmitter {
  buffer = '';

  write(part: unknown): void {
    this.buffer += textOf(part);
    if (this.buffer.length > MAX_OUTPUT) throw new Error(`The output is longer than ${MAX_OUTPUT} characters.`);
  }
}

/** The engine writes texts and numbers; whatever else is no output of a template. */
function textOf(part: unknown): string {
  if (typeof part === 'string') return part;
  return typeof part === 'number' || typeof part === 'boolean' || typeof part === 'bigint' ? String(part) : '';
}

function render(templates: Template[], scope: object): string {
  const emitter = new CappedEmitter();
  const context = new Context(scope, engine.options, { sync: true });
  toValueSync(engine.renderer.renderTemplates(templates, context, emitter));
  return emitter.buffer;
}

function parse(template: string): Template[] {
  const known = parsed.get(template);
  if (known !== undefined) return known;
  let templates: Template[];
  try {
    templates = engine.parse(template);
  } catch (error) {
    throw new InvalidTemplate(messageOf(error));
  }
  if (parsed.size >= MOST_PARSED) parsed.clear();
  parsed.set(template, templates);
  return templates;
}

function scopeOf(event: FormatEvent, type: string): object {
  return {
    event: {
      id: event.id,
      type,
      category: event.category,
      source: event.source,
      sequence: event.position,
      actor: event.actor,
      user_id: event.userId,
      company_id: event.companyId,
      occurred_at: event.occurredAt.toISOString(),
    },
    data: JSON.parse(event.data) as object,
    changes: JSON.parse(event.changes ?? '{}') as object,
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'it cannot be read.';
}
