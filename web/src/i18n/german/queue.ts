/** English text: German text. */
export const queue = {
  Queue: 'Warteschlange',
  'Retry failed': 'Gescheiterte erneut senden',
  'The queue is drained.': 'Die Warteschlange ist leer.',
  'Nothing waits to be delivered.': 'Nichts wartet auf Zustellung.',
  'Nothing waits to be delivered. What failed is sent again by “Retry failed” alone.':
    'Nichts wartet auf Zustellung. Was gescheitert ist, wird nur durch „Gescheiterte erneut senden“ wieder gesendet.',
  'Nothing waits to be delivered but what is held for paused webhooks.':
    'Nichts wartet auf Zustellung, außer was für angehaltene Webhooks zurückgehalten wird.',
  '{count} in flight': '{count} unterwegs',
  'Oldest due': 'Älteste fällig',
  'oldest due': 'älteste fällig',
  'Tried, and due again': 'Versucht und wieder fällig',
  'For paused webhooks': 'Für angehaltene Webhooks',
  'All attempts spent': 'Alle Versuche verbraucht',
  'Webhooks, those with the most failures first': 'Webhooks, die mit den meisten Fehlschlägen zuerst',
  'Retry failed deliveries of {name}': 'Gescheiterte Zustellungen von {name} erneut senden',
  '{share} failed': '{share} gescheitert',
  'Retry failed deliveries': 'Gescheiterte Zustellungen erneut senden',
  'The last hour': 'Die letzte Stunde',
  'The last 24 hours': 'Die letzten 24 Stunden',
  'The last 7 days': 'Die letzten 7 Tage',
  'All that is kept': 'Alles, was aufbewahrt ist',
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
  '{count, plural, one {# failed delivery matches.} other {# failed deliveries match.}} Each keeps its id, so a receiver can drop what it has already.':
    '{count, plural, one {# gescheiterte Zustellung passt.} other {# gescheiterte Zustellungen passen.}} Jede behält ihre Kennung, sodass ein Empfänger verwerfen kann, was er schon hat.',
  Quarantine: 'Quarantäne',
  'Retry all events': 'Alle Ereignisse erneut verarbeiten',
  'No event is in quarantine. One that cannot be processed is set aside here, and stops no other.':
    'Kein Ereignis ist in Quarantäne. Eines, das nicht verarbeitet werden kann, kommt hierher und hält kein anderes auf.',
  'These events could not be processed. Mend the cause, then retry them.':
    'Diese Ereignisse konnten nicht verarbeitet werden. Beheben Sie die Ursache, dann versuchen Sie es erneut.',
  'Discard this event?': 'Dieses Ereignis verwerfen?',
  Discard: 'Verwerfen',
  '{type} is never processed: no inbox, page or webhook gets it. This cannot be undone.':
    '{type} wird nie verarbeitet: Kein Posteingang, keine Seite und kein Webhook bekommt es. Das lässt sich nicht rückgängig machen.',
  'That was not done.': 'Das wurde nicht getan.',
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
