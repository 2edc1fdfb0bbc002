/** English text: German text. */
export const session = {
  'Sign in': 'Anmelden',
  'Create an account': 'Konto anlegen',
  'I have an account': 'Ich habe schon ein Konto',
  Email: 'E-Mail',
  Password: 'Passwort',
  Name: 'Name',
  'Show the password': 'Passwort anzeigen',
  or: 'oder',
  'Sign in with {provider}': 'Mit {provider} anmelden',
  '{provider} does not answer. Try again in a moment, or sign in with your password.':
    '{provider} antwortet nicht. Versuchen Sie es gleich noch einmal, oder melden Sie sich mit Ihrem Passwort an.',
  '{provider} did not let you sign in. Try again, or sign in with your password.':
    '{provider} hat die Anmeldung abgelehnt. Versuchen Sie es noch einmal, oder melden Sie sich mit Ihrem Passwort an.',
  'This sign-in took too long, was used already, or was begun in another browser. Begin it again here.':
    'Diese Anmeldung hat zu lange gedauert, wurde schon benutzt oder in einem anderen Browser begonnen. Beginnen Sie sie hier noch einmal.',
  '{provider} has not verified your email address. Verify it there, then try again.':
    '{provider} hat Ihre E-Mail-Adresse nicht bestätigt. Bestätigen Sie sie dort, und versuchen Sie es dann noch einmal.',
  'You have no account here yet. Ask an administrator to add you with the address that {provider} knows.':
    'Sie haben hier noch kein Konto. Bitten Sie die Administration, Sie mit der Adresse anzulegen, die {provider} kennt.',
  'Your account is deactivated. Ask an administrator.':
    'Ihr Konto ist deaktiviert. Wenden Sie sich an die Administration.',
  'Too many sign-ins. Wait a minute, then try again.':
    'Zu viele Anmeldungen. Warten Sie eine Minute, und versuchen Sie es dann noch einmal.',
  'The sign-in with {provider} failed. Try again; if it fails again, tell an administrator.':
    'Die Anmeldung mit {provider} ist fehlgeschlagen. Versuchen Sie es noch einmal; schlägt sie wieder fehl, sagen Sie es der Administration.',
  "First time here? The administrator's password was generated at the first start. The terminal of the server shows it, and the file <0>admin-password</0> in its data folder holds it until it is changed.":
    'Zum ersten Mal hier? Das Passwort der Administration wurde beim ersten Start erzeugt. Das Terminal des Servers zeigt es, und die Datei <0>admin-password</0> in seinem Datenordner enthält es, bis es geändert wird.',
} as const;
