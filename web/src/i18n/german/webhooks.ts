/** English text: German text. */
export const webhooks = {} as const;
