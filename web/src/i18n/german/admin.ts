/** English text: German text. */
export const admin = {} as const;
