import { publicDefinitions } from './catalogue.js';

/** The catalogue as REST gives it. */
export function listEventTypes() {
  const items = publicDefinitions().map(({ type, category, description, schema, example }) => ({
    type,
    name: type,
    category,
    description,
    schema,
    example,
  }));
  return { items, next_cursor: null };
}
