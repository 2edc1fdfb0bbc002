import { randomUUID } from 'node:crypto';
import { DemoPerson } from '../demo/demo-person.js';

export interface Member {
  readonly person: DemoPerson;
  readonly email: string;
  readonly password: string;
}

export interface Desk {
  /** The agent whose tickets are shown. */
  readonly agent: Member;
  /** Comments on one of them. */
  readonly requester: Member;
  readonly ticketId: string;
}

type Priority = 'low' | 'normal' | 'high' | 'urgent';
type Status = 'open' | 'in_progress' | 'pending' | 'on_hold' | 'resolved';
type Place = readonly [title: string, priority: Priority, status: Status, isMine: boolean];

/** The oldest first. */
const TICKETS: readonly Place[] = [
  ['Meeting room display shows last week’s bookings', 'low', 'resolved', false],
  ['Access to the finance share for a new colleague', 'normal', 'resolved', true],
  ['Laptop fan is loud since the last update', 'low', 'on_hold', false],
  ['Invoice PDF opens as an empty page', 'normal', 'pending', true],
  ['Two-factor codes arrive too late on the train', 'high', 'in_progress', true],
  ['Badge reader at the north entrance is offline', 'urgent', 'in_progress', false],
  ['Calendar invitations lose their time zone', 'normal', 'open', true],
  ['Order form rejects names with an apostrophe', 'high', 'in_progress', true],
  ['Backup report for the Oslo office is missing', 'high', 'open', false],
  ['VPN drops every hour at home', 'normal', 'pending', true],
  ['Shared mailbox stopped forwarding on Monday', 'urgent', 'in_progress', true],
];
const SPOKEN_OF = 'Shared mailbox stopped forwarding on Monday';
const NEWEST = 'Label printer in the warehouse skips every second line';

/** People and tickets as on an ordinary morning; some things have happened already, so that the inbox tells of them. */
export async function furnish(url: string, admin: DemoPerson): Promise<Desk> {
  const hire = (name: string, role: string) => hireAt(url, admin, { name, role });
  const agent = await hire('Mia Okafor', 'agent');
  const colleague = await hire('Jonas Lindqvist', 'agent');
  const requesters = [
    await hire('Priya Nair', 'user'),
    await hire('Tomás Herrera', 'user'),
    await hire('Aiko Tanaka', 'user'),
  ];
  const [requester = agent] = requesters;
  let ticketId = '';
  for (const [at, [title, priority, status, isMine]] of TICKETS.entries()) {
    const from = title === SPOKEN_OF ? requester : (requesters[at % requesters.length] ?? requester);
    const { id } = await from.person.call('POST /api/tickets', { title, description: `${title}.` });
    const { person: assignee } = isMine ? agent : colleague;
    // By the person who takes it, so that no inbox is full of assignments.
    await assignee.call(`PATCH /api/tickets/${id}`, { priority, status, assignee_id: assignee.id });
    if (title === SPOKEN_OF) ticketId = id;
  }
  await colleague.person.call(`POST /api/tickets/${ticketId}/comments`, {
    content: `@[${agent.person.id}] The rule was switched off by the migration on Sunday.`,
    internal: true,
  });
  await agent.person.call('POST /api/notifications/read-all', {});
  await colleague.person.call('POST /api/tickets', { title: NEWEST, requester_id: requesters[2]?.person.id });
  return { agent, requester, ticketId };
}

async function hireAt(url: string, admin: DemoPerson, fields: { name: string; role: string }): Promise<Member> {
  const email = `${fields.name.split(' ')[0]?.toLowerCase().normalize('NFD').replace(/\W/g, '') ?? ''}@example.com`;
  const password = randomUUID();
  await admin.call('POST /api/users', { ...fields, email, password });
  const person = await DemoPerson.signIn(url, email, password);
  if (person === null) throw new Error(`${email} cannot sign in.`);
  return { person, email, password };
}
