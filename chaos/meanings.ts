import { noComplaints, type Complaints, type Witness } from '../test/support/sockets/witness.js';

/** A position of an epoch must mean the same to everyone who was sent a cursor of it, before and after a reset. */
export function findTwoMeanings(witnesses: readonly Witness[]): Complaints {
  const complaints = noComplaints();
  const meanings = new Map<string, unknown>();
  for (const { socket } of witnesses) {
    for (const { message, cursor, body } of [...socket.earlier, ...socket.updates]) {
      if (!/^(ticket|comment)\.update$/.test(message)) continue;
      const [epoch, position] = cursor.split('.');
      const place = `${epoch}.${position}`;
      // Not by type: what some lose sight of is a deletion for them, and a change for others.
      const known = meanings.get(place) ?? body.id;
      meanings.set(place, known);
      if (known !== body.id) complaints.wrong.push(`${place} means ${String(known)} and ${body.id}`);
    }
  }
  return complaints;
}
