/** English text: German text. */
export const events = {
  Event: 'Ereignis',
  'Filter events': 'Ereignisse filtern',
  Time: 'Zeit',
  'Id of what it is about': 'Kennung dessen, worum es geht',
  'Id of who did it': 'Kennung dessen, wer es tat',
  'An id has 32 digits and 4 dashes.': 'Eine Kennung hat 32 Ziffern und 4 Striche.',
  'No event matches these filters.': 'Kein Ereignis passt zu diesen Filtern.',
  'From outside': 'Von außen',
  'There are no events yet.': 'Es gibt noch keine Ereignisse.',
  'Send one, with an API key or a token in CARILLON_KEY. It appears here at once.':
    'Senden Sie eines, mit einem API-Schlüssel oder Token in CARILLON_KEY. Es erscheint hier sofort.',
  'Copy the command': 'Den Befehl kopieren',
  'There is no such event, it is past retention, or you may not see it.':
    'Dieses Ereignis gibt es nicht, es wird nicht mehr aufbewahrt, oder Sie dürfen es nicht sehen.',
  'Everything by {name}': 'Alles von {name}',
  'Everything about the same': 'Alles, was dasselbe betrifft',
  Envelope: 'Umschlag',
  'Copy the id': 'Die Kennung kopieren',
  'Copy the event': 'Das Ereignis kopieren',
} as const;
