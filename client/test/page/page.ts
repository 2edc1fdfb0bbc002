import { createElement, memo, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CarillonClient, verifyWebhook, type CarillonSocket } from '../../src/index.js';
import { CarillonProvider, useNotifications, useRealTimeUpdates, type Notification } from '../../src/react.js';
import type { PageFunctions } from './page-functions.js';

/** What the test drives from outside; every function here runs in the browser. */

const rendered: Record<string, number> = {};
const count = (name: string): void => {
  rendered[name] = (rendered[name] ?? 0) + 1;
};

const Row = memo(function Row({ notification }: { notification: Notification }) {
  count(`row ${notification.id}`);
  return createElement('li', { 'data-read': notification.read_at !== null }, notification.message);
});

function List() {
  count('list');
  const { notifications } = useNotifications();
  return createElement(
    'ul',
    null,
    notifications.map((notification) => createElement(Row, { key: notification.id, notification })),
  );
}

function Bell() {
  count('bell');
  return createElement('b', { id: 'bell' }, useNotifications().unreadCount);
}

function Tickets() {
  count('tickets');
  const titles = useNotifications().tickets.map(({ title }) => title);
  return createElement('p', { id: 'tickets' }, titles.join(', '));
}

function Comments() {
  count('comments');
  return createElement('p', { id: 'comments' }, useNotifications().comments.length);
}

function Lamp() {
  count('lamp');
  return createElement('i', { id: 'lamp' }, useRealTimeUpdates().isConnected ? 'on' : 'off');
}

let actions: ReturnType<typeof useNotifications> | undefined;
function Actions() {
  count('actions');
  // The test presses what the hook gives.
  // oxlint-disable-next-line react/globals
  actions = useNotifications();
  return null;
}

let client: CarillonClient;
let socket: CarillonSocket | undefined;
let got: string[] = [];

const page: PageFunctions = {
  signIn: async (email: string, password: string) => {
    client = new CarillonClient({ url: location.origin });
    await client.login(email, password);
  },
  connect: () => {
    got = [];
    socket = client.connect({ storage: localStorage, socket: { reconnectionDelay: 20 } });
    socket.on('notification', ({ notification }) => got.push(notification.id));
  },
  isConnected: () => socket?.isConnected ?? false,
  goOffline: () => void socket?.io.disconnect(),
  goOnline: () => void socket?.io.connect(),
  got: () => got,
  render: (isStrict: boolean) => {
    const parts = [List, Bell, Tickets, Comments, Lamp, Actions].map((part) => createElement(part, { key: part.name }));
    const desk = createElement(CarillonProvider, { client }, parts);
    createRoot(document.body.appendChild(document.createElement('main'))).render(
      isStrict ? createElement(StrictMode, null, desk) : desk,
    );
  },
  rendered: () => ({ ...rendered }),
  markRead: (id: string) => actions?.markRead(id),
  handleWebhook: (payload: unknown) => actions?.handleWebhook(payload),
  verify: async (headers: Record<string, string>, body: string, secret: string) =>
    (await verifyWebhook({ headers, body, secret })).family,
};

Object.assign(globalThis, { page });
