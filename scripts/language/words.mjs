const MIN_LENGTH = 4;

/** Names in camel case are taken apart. Words beside a digit are keys and hashes. */
export function wordsOf(line) {
  return [...line.matchAll(/(?<![\w\\])[\p{L}'’]+(?![\d_\p{L}'’])/gu)]
    .flatMap(([words]) => words.split(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u))
    .map((word) =>
      word
        .toLowerCase()
        .replaceAll('’', "'")
        .replace(/^'+|'+$|'s$/g, ''),
    )
    .filter((word) => word.length >= MIN_LENGTH && /^[a-z']+$/.test(word));
}
