/** English text: German text. */
export const session = {
  'Sign in': 'Anmelden',
  'Create an account': 'Konto anlegen',
  'I have an account': 'Ich habe schon ein Konto',
  Email: 'E-Mail',
  Password: 'Passwort',
  Name: 'Name',
  'Show the password': 'Passwort anzeigen',
  "First time here? The administrator's password was generated at the first start. The terminal of the server shows it, and the file <0>admin-password</0> in its data folder holds it until it is changed.":
    'Zum ersten Mal hier? Das Passwort der Administration wurde beim ersten Start erzeugt. Das Terminal des Servers zeigt es, und die Datei <0>admin-password</0> in seinem Datenordner enthält es, bis es geändert wird.',
} as const;
