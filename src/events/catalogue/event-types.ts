import { publicDefinitions } from './catalogue.js';
import { CATEGORIES } from './event-definition.js';

/** The catalogue as REST gives it. */
export function listEventTypes() {
  const items = publicDefinitions().map(({ type, category, description, schema, example }) => ({
    type,
    name: type,
    category,
    color: CATEGORIES[category].color,
    description,
    schema,
    example,
  }));
  return { items, next_cursor: null };
}
