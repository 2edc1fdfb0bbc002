/** English text: German text. */
export const welcome = {} as const;
