/** English text: German text. */
export const deliveries = {
  Deliveries: 'Zustellungen',
  Delivery: 'Zustellung',
  'Filter deliveries': 'Zustellungen filtern',
  'Any webhook': 'Jeder Webhook',
  'Event type': 'Ereignistyp',
  Waiting: 'Wartet',
  Retrying: 'Wird wiederholt',
  Held: 'Zurückgehalten',
  Delivered: 'Zugestellt',
  Failed: 'Gescheitert',
  Cancelled: 'Abgebrochen',
  'Nothing failed.': 'Nichts ist gescheitert.',
  'There are no deliveries yet.': 'Es gibt noch keine Zustellungen.',
  'No delivery matches these filters. A new one appears here by itself.':
    'Keine Zustellung passt zu diesen Filtern. Eine neue erscheint hier von selbst.',
  'When something happens that a webhook wants, its delivery appears here.':
    'Wenn etwas geschieht, das ein Webhook haben will, erscheint seine Zustellung hier.',
  Attempts: 'Versuche',
  'Attempt {number}': 'Versuch {number}',
  Connect: 'Verbindung',
  'First byte': 'Erstes Byte',
  'Next attempt': 'Nächster Versuch',
  Request: 'Anfrage',
  Retry: 'Erneut senden',
  'It is sent again, under the same id.': 'Sie wird unter derselben Kennung erneut gesendet.',
  'It could not be sent again.': 'Sie konnte nicht erneut gesendet werden.',
} as const;
