/** English text: German text. */
export const queue = {} as const;
