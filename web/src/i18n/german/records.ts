/** English text: German text. */
export const records = {} as const;
