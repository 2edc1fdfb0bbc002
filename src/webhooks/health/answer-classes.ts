/** Classes of a receiver's answer, in the order in which they are counted. */
export const ANSWER_CLASSES = ['none', '2xx', '3xx', '4xx', '5xx'] as const;
export type AnswerClass = (typeof ANSWER_CLASSES)[number];

/**
 * @param status null: there was no answer
 * @returns the place in `ANSWER_CLASSES`; a status that HTTP does not know counts as 5xx
 */
export function answerClassOf(status: number | null): number {
  if (status === null) return 0;
  const hundreds = Math.floor(status / 100);
  return hundreds >= 2 && hundreds <= 4 ? hundreds - 1 : ANSWER_CLASSES.length - 1;
}
