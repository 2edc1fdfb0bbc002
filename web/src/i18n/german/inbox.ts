/** English text: German text. */
export const inbox = {
  Inbox: 'Posteingang',
  'All quiet': 'Alles ruhig',
} as const;
