/** English text: German text. */
export const kb = {} as const;
