import type { AudienceScenes, Constellation } from './audience-scenes.js';

/** Tickets with these people; in every case the admin acts. */
export const CONSTELLATIONS = {
  'one each': { requester: 'requester', assignee: 'agent', watchers: ['other'] },
  'no assignee': { requester: 'requester', watchers: ['other'] },
  'the requester is assignee and watcher too': { requester: 'agent', assignee: 'agent', watchers: ['agent', 'other'] },
  'the actor is everyone': { requester: 'admin', assignee: 'admin', watchers: ['admin'] },
  'internal, and one watcher was staff once': {
    requester: 'requester',
    assignee: 'agent',
    watchers: ['other', 'boss', 'former'],
    internal: true,
  },
  'the assignee is no longer staff, the watcher gone': { requester: 'requester', assignee: 'former', left: ['other'] },
  'requester and assignee are deactivated': { requester: 'gone', assignee: 'goneAgent', watchers: ['other'] },
  'muted by all but one': {
    requester: 'requester',
    assignee: 'agent',
    watchers: ['other'],
    muted: ['requester', 'agent', 'second'],
  },
  'a channel off each': { requester: 'noInbox', assignee: 'agent', watchers: ['noSocket', 'noWebhook', 'deaf'] },
} satisfies Record<string, Constellation>;

type TicketAct = keyof AudienceScenes['acts'];
export interface Expected {
  created: string[];
  /** Edited and deleted comments, files that are added, replaced, deleted. */
  changed: string[];
  updated: string[];
  assigned: string[];
  deleted: string[];
}

/** Which part of an expectation is an audience's, and the type that its people get unless the table says otherwise. */
export const TICKET_ACTS: Record<TicketAct, readonly [keyof Expected, string]> = {
  comment_created: ['created', 'comment_on_ticket'],
  comment_updated: ['changed', 'comment_updated'],
  comment_deleted: ['changed', 'comment_deleted'],
  attachment_added: ['changed', 'attachment_added'],
  attachment_updated: ['changed', 'attachment_updated'],
  attachment_deleted: ['changed', 'attachment_deleted'],
  ticket_updated: ['updated', 'ticket_updated'],
  ticket_assigned: ['assigned', 'ticket_updated'],
  ticket_deleted: ['deleted', 'ticket_deleted'],
};

const ALL = ['agent */assignee', 'other */watcher', 'requester */requester'];
const CHANNELS = [
  'agent */assignee',
  'noInbox */requester, no inbox',
  'noSocket */watcher, no push',
  'noWebhook */watcher, no webhook',
];
const NEW = 'second ticket_assigned/assignee';
const EVERYBODY_PUBLIC = ['boss */watcher', 'former */watcher', ...ALL];

export const EXPECTED: Record<keyof typeof CONSTELLATIONS, Expected> = {
  'one each': { created: ALL, changed: ALL, updated: ALL, assigned: [...ALL, NEW], deleted: ALL },
  'no assignee': {
    created: ['boss */admin', 'other */watcher', 'requester */requester'],
    changed: ['other */watcher', 'requester */requester'],
    updated: ['other */watcher', 'requester */requester'],
    assigned: ['other */watcher', 'requester */requester', NEW],
    deleted: ['other */watcher', 'requester */requester'],
  },
  'the requester is assignee and watcher too': {
    created: ['agent */assignee', 'other */watcher'],
    changed: ['agent */assignee', 'other */watcher'],
    updated: ['agent */assignee', 'other */watcher'],
    assigned: ['agent */assignee', 'other */watcher', NEW],
    deleted: ['agent */assignee', 'other */watcher'],
  },
  'the actor is everyone': { created: [], changed: [], updated: [], assigned: [NEW], deleted: [] },
  'internal, and one watcher was staff once': {
    created: ['agent */assignee', 'boss */watcher'],
    changed: ['agent */assignee', 'boss */watcher'],
    updated: EVERYBODY_PUBLIC,
    assigned: [...EVERYBODY_PUBLIC, NEW],
    deleted: EVERYBODY_PUBLIC,
  },
  'the assignee is no longer staff, the watcher gone': {
    created: ['requester */requester'],
    changed: ['requester */requester'],
    updated: ['requester */requester'],
    assigned: ['requester */requester', NEW],
    deleted: ['requester */requester'],
  },
  'requester and assignee are deactivated': {
    created: ['other */watcher'],
    changed: ['other */watcher'],
    updated: ['other */watcher'],
    assigned: ['other */watcher', NEW],
    deleted: ['other */watcher'],
  },
  'muted by all but one': {
    created: ['other */watcher'],
    changed: ['other */watcher'],
    updated: ['other */watcher'],
    assigned: ['other */watcher'],
    deleted: ['other */watcher'],
  },
  'a channel off each': {
    created: CHANNELS,
    changed: CHANNELS,
    updated: CHANNELS,
    assigned: [...CHANNELS, NEW],
    deleted: CHANNELS,
  },
};
