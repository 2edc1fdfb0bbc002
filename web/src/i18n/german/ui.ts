/** English text: German text. */
export const ui = {
  'The server cannot be reached.': 'Der Server ist nicht erreichbar.',
  'What you see may be out of date.': 'Was hier steht, ist vielleicht nicht mehr aktuell.',
  'This could not be loaded.': 'Das konnte nicht geladen werden.',
  'Request id': 'Kennung der Anfrage',
  Copy: 'Kopieren',
  'Try again': 'Noch einmal versuchen',
  Loading: 'Wird geladen',
  Copied: 'Kopiert',
  Undo: 'Rückgängig',
  Close: 'Schließen',
  'Deleted user': 'Gelöschte Person',
  'Clear filters': 'Filter löschen',
} as const;
