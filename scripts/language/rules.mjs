/**
 * Words and turns that the project does not use, each with what to write instead. They hold for pages, comments, names,
 * messages and test titles. Matched without regard to case, at the borders of words.
 */
export const RULES = [
  { words: 'he|she|his|her|hers|him|himself|herself', instead: 'the role, or "they": "the caller gets 201"' },
  { words: 'whoever|whomever', instead: 'the person or thing: "the owner", "processes that hold a lane"' },
  { words: 'anew', instead: '"again", or the action: "refetch", "regenerate"' },
  { words: 'white space', instead: '"whitespace"' },
  { words: 'must be (a|one) text', instead: '"must be a string"' },
  {
    words: 'shown out|made up for|brought into line|distrust(ed|s)?',
    instead: 'what happens: "disconnected", "synced"',
  },
  { words: 'MOST_[A-Z_]+', instead: 'MAX_' },
];

/** Uses that are right all the same: `line` matches the line, in the files whose path begins with `path`. */
export const EXCEPTIONS = [
  // The name of a log event, which operators alert on.
  { path: '', line: /clock\.distrusted/ },
  // Migrations never change once a database has run them.
  { path: 'migrations/', line: /./ },
];
