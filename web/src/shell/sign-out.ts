import { client } from '../api/client.js';
import { forgetDrafts } from '../ui/use-draft.js';

const CHANNEL = 'carillon.sign-out';

/** In this tab and all others: each loads itself anew, so that nothing of the person stays in memory. */
export async function signOut(): Promise<void> {
  await client.logout();
  forgetDrafts();
  // A channel has no target origin: it is of this one alone.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  new BroadcastChannel(CHANNEL).postMessage(null);
  location.assign('/login');
}

/** @returns stops listening */
export function followSignOuts(): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', () => location.assign('/login'));
  return () => channel.close();
}
