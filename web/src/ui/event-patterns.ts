/** Whether a pattern in a person's form (`ticket.created`, `ticket.*`, `*`) matches this event name. */
export function takes(pattern: string, name: string): boolean {
  if (pattern === '*' || pattern === name) return true;
  return pattern.endsWith('.*') && name.startsWith(pattern.slice(0, -1));
}
