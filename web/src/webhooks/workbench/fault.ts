/** A fault in a program, and its position, as far as the server named it. */
export interface Fault {
  readonly message: string;
  /** From 1. */
  readonly line?: number;
  /** From 0: within the line if there is one, else within the whole text. */
  readonly character?: number;
}

/** @param message of the server: `at character 12: …`, `…, line:2, col:5`, `line 2: …` */
export function faultOf(message: string): Fault {
  const character = /^at character (\d+)/.exec(message)?.[1];
  if (character !== undefined) return { message, character: Number(character) - 1 };
  const [, line, column] = /\bline:? ?(\d+)(?:, col:(\d+))?/.exec(message) ?? [];
  if (line === undefined) return { message };
  return { message, line: Number(line), ...(column !== undefined && { character: Number(column) - 1 }) };
}
