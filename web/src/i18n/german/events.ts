/** English text: German text. */
export const events = {} as const;
