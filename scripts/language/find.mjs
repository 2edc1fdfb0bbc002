import { EXCEPTIONS, RULES } from './rules.mjs';

const COMPILED = RULES.map(({ words, instead }) => ({ pattern: new RegExp(`\\b(?:${words})\\b`, 'gi'), instead }));

/**
 * @param {string} path relative to the root of the repository
 * @param {string} text
 * @returns {{ line: number, words: string, instead: string }[]} every use of a word that the rules exclude
 */
export function findUnwantedWords(path, text) {
  const exceptions = EXCEPTIONS.filter((exception) => path.startsWith(exception.path));
  return text.split('\n').flatMap((content, index) => {
    if (exceptions.some(({ line }) => line.test(content))) return [];
    return COMPILED.flatMap(({ pattern, instead }) =>
      [...content.matchAll(pattern)].map(([words]) => ({ line: index + 1, words, instead })),
    );
  });
}
