/** English text: German text. */
export const welcome = {
  'First steps': 'Erste Schritte',
  'Go to the tickets': 'Zu den Tickets',
  'Four clicks from an empty desk to a webhook that rings. There is nothing to install.':
    'Vier Klicks von nichts zu einem Webhook, der läutet. Zu installieren ist nichts.',
  done: 'erledigt',
  'On its way': 'Unterwegs',
  '{took} after the click': '{took} nach dem Klick',
  'A bin to receive': 'Ein Testempfänger',
  'A bin is a receiver on this server. It takes any request and shows it to you, so you need no service of your own.':
    'Ein Testempfänger liegt auf diesem Server. Er nimmt jede Anfrage an und zeigt sie Ihnen; einen eigenen Dienst brauchen Sie nicht.',
  'Create a bin': 'Testempfänger anlegen',
  'Open the bin': 'Testempfänger öffnen',
  'A webhook that sends to it': 'Ein Webhook, der dorthin sendet',
  'A webhook sends every event that concerns you to a URL, signed with a secret that only you and the receiver know.':
    'Ein Webhook sendet jedes Ereignis, das Sie betrifft, an eine URL, signiert mit einem Geheimnis, das nur Sie und der Empfänger kennen.',
  'My test bin': 'Mein Testempfänger',
  'Create the webhook': 'Webhook anlegen',
  '“{name}” sends to your bin.': '„{name}“ sendet an Ihren Testempfänger.',
  'Its secret, shown only once. The bin knows it already; your own receiver will need it.':
    'Sein Geheimnis, nur dieses eine Mal gezeigt. Der Testempfänger kennt es schon; ein eigener Empfänger bräuchte es.',
  'Copy the secret': 'Das Geheimnis kopieren',
  'The webhook is paused.': 'Der Webhook ist angehalten.',
  Resume: 'Fortsetzen',
  'A ticket': 'Ein Ticket',
  'Everything that happens on the desk becomes an event. A new ticket is one.':
    'Alles, was im Support geschieht, wird ein Ereignis. Ein neues Ticket ist eines.',
  'What the ticket led to': 'Was das Ticket ausgelöst hat',
  'Your bin': 'Ihr Testempfänger',
  'The printer on the second floor is out of toner': 'Dem Drucker im zweiten Stock fehlt Toner',
  Title: 'Titel',
  'Create the ticket': 'Ticket anlegen',
  'It rings': 'Es läutet',
  'One event goes to everyone it concerns. Here that is you: your bell rings, and your bin gets the signed request.':
    'Ein Ereignis erreicht alle, die es betrifft. Hier sind das Sie: Ihre Glocke läutet, und Ihr Testempfänger bekommt die signierte Anfrage.',
  'Make it ring': 'Läuten lassen',
  'Ring again': 'Noch einmal läuten',
  'What rang': 'Was geläutet hat',
  'Your bell': 'Ihre Glocke',
  'Ticket #{number} rings your bell. It works.': 'Ticket #{number} läutet Ihre Glocke. Es funktioniert.',
  'Your bell is switched off for events from outside.': 'Ihre Glocke ist für Ereignisse von außen ausgeschaltet.',
  'Your webhook is verified, and it rings.': 'Ihr Webhook ist geprüft, und er läutet.',
  'All that came of this event': 'Alles, was aus diesem Ereignis wurde',
  'Send to a URL of your own': 'An eine eigene URL senden',
  'How to check signatures': 'Wie man Signaturen prüft',
} as const;
