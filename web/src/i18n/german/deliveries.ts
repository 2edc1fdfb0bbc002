/** English text: German text. */
export const deliveries = {} as const;
