import { distance } from 'fastest-levenshtein';

/** Letters that may differ, whatever the length of the name. */
const MAX_DIFFERENCE = 2;

/**
 * The known name that a misspelt one probably stands for: at most two letters differ, and at most a third of the name.
 *
 * @returns undefined when none is that close
 */
export function nearName(name: string, known: Iterable<string>): string | undefined {
  let best: { name: string; difference: number } | undefined;
  for (const candidate of known) {
    const difference = distance(name, candidate);
    const isNear = difference <= MAX_DIFFERENCE && difference * 3 <= Math.max(name.length, candidate.length);
    if (isNear && difference < (best?.difference ?? Infinity)) best = { name: candidate, difference };
  }
  return best?.name;
}
