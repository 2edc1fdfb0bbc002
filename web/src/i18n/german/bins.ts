/** English text: German text. */
export const bins = {} as const;
