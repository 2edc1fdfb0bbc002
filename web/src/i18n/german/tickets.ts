/** English text: German text. */
export const tickets = {} as const;
