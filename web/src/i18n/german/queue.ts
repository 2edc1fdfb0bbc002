/** English text: German text. */
export const queue = {
  Queue: 'Warteschlange',
  'Retry failed': 'Gescheiterte erneut senden',
  'The queue is drained.': 'Die Warteschlange ist leer.',
  'Nothing waits to be delivered.': 'Nichts wartet auf Zustellung.',
  'Nothing waits to be delivered. “Retry failed” sends failed deliveries again.':
    'Nichts wartet auf Zustellung. „Gescheiterte erneut senden“ sendet gescheiterte Zustellungen noch einmal.',
  'Only deliveries held for paused webhooks are waiting.':
    'Es warten nur Zustellungen, die für pausierte Webhooks zurückgehalten werden.',
  '{count} in flight': '{count} unterwegs',
  'Oldest due': 'Älteste fällig',
  'oldest due': 'älteste fällig',
  'Waiting for another attempt': 'Warten auf einen weiteren Versuch',
  'For paused webhooks': 'Für angehaltene Webhooks',
  'No attempts left': 'Alle Versuche verbraucht',
  'Webhooks, those with the most failures first': 'Webhooks, die mit den meisten Fehlschlägen zuerst',
  'Retry failed deliveries of {name}': 'Gescheiterte Zustellungen von {name} erneut senden',
  '{name} is paused.': '{name} ist angehalten.',
  'Resume {name}': '{name} fortsetzen',
  '{share} failed': '{share} gescheitert',
  'Retry failed deliveries': 'Gescheiterte Zustellungen erneut senden',
  'The last hour': 'Die letzte Stunde',
  'The last 24 hours': 'Die letzten 24 Stunden',
  'The last 7 days': 'Die letzten 7 Tage',
  'Any time': 'Jederzeit',
  'From … to …': 'Von … bis …',
  Queued: 'Eingereiht',
  From: 'Von',
  To: 'Bis',
  'All events': 'Alle Ereignisse',
  '{count, plural, =0 {Send again} one {Send # again} other {Send # again}}':
    '{count, plural, =0 {Erneut senden} one {# erneut senden} other {# erneut senden}}',
  '{count, plural, one {# delivery is sent again.} other {# deliveries are sent again.}}':
    '{count, plural, one {# Zustellung wird erneut gesendet.} other {# Zustellungen werden erneut gesendet.}}',
  'No failed delivery matches. Deliveries of paused webhooks do not count: resume them first.':
    'Keine gescheiterte Zustellung passt. Zustellungen angehaltener Webhooks zählen nicht: Setzen Sie diese zuerst fort.',
  '{count, plural, one {# failed delivery matches.} other {# failed deliveries match.}} Each keeps its id, so receivers can drop repeats.':
    '{count, plural, one {# gescheiterte Zustellung passt.} other {# gescheiterte Zustellungen passen.}} Jede behält ihre Kennung, sodass ein Empfänger verwerfen kann, was er schon hat.',
  Quarantine: 'Quarantäne',
  'Retry all events': 'Alle Ereignisse erneut verarbeiten',
  'The quarantine is empty. An event that cannot be processed is set aside here, so that it does not stop the others.':
    'Kein Ereignis ist in Quarantäne. Eines, das nicht verarbeitet werden kann, kommt hierher und hält kein anderes auf.',
  'These events could not be processed. Fix the cause, then retry them.':
    'Diese Ereignisse konnten nicht verarbeitet werden. Beheben Sie die Ursache, dann versuchen Sie es erneut.',
  'Discard this event?': 'Dieses Ereignis verwerfen?',
  Discard: 'Verwerfen',
  '{type} will never be processed: no inbox, page or webhook gets it. This cannot be undone.':
    '{type} wird nie verarbeitet: Kein Posteingang, keine Seite und kein Webhook bekommt es. Das lässt sich nicht rückgängig machen.',
  'The action failed.': 'Das ist fehlgeschlagen.',
  '{type} is processed again.': '{type} wird erneut verarbeitet.',
  'All are processed again.': 'Alle werden erneut verarbeitet.',
  '{type} was discarded.': '{type} wurde verworfen.',
  '{count, plural, one {# try} other {# tries}}': '{count, plural, one {# Versuch} other {# Versuche}}',
  Payload: 'Inhalt',
  'Happened {at}': 'Geschehen {at}',
  'The payload is past retention. Discard the event.':
    'Der Inhalt wird nicht mehr aufbewahrt. Verwerfen Sie das Ereignis.',
  'Copy the payload': 'Den Inhalt kopieren',
} as const;
