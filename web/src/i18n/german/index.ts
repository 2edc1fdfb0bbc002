import { admin } from './admin.js';
import { bins } from './bins.js';
import { deliveries } from './deliveries.js';
import { events } from './events.js';
import { inbox } from './inbox.js';
import { kb } from './kb.js';
import { queue } from './queue.js';
import { records } from './records.js';
import { session } from './session.js';
import { shell } from './shell.js';
import { tickets } from './tickets.js';
import { ui } from './ui.js';
import { webhooks } from './webhooks.js';
import { welcome } from './welcome.js';
import { workbench } from './workbench.js';

/** One file for each feature, so that two people seldom change the same one. */
export const german = {
  ...ui,
  ...shell,
  ...session,
  ...tickets,
  ...inbox,
  ...webhooks,
  ...deliveries,
  ...events,
  ...records,
  ...kb,
  ...admin,
  ...bins,
  ...queue,
  ...welcome,
  ...workbench,
};

export type German = typeof german;
