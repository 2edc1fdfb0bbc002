import { client } from '../api/client.js';
import { forgetDrafts } from '../ui/use-draft.js';

/** One for both directions: a second one in the same tab would hear the first. */
const channel = new BroadcastChannel('carillon.sign-out');
const leave = () => location.assign('/login');

/** Reloads this tab and all others, so that nothing of the person stays in memory. */
export async function signOut(): Promise<void> {
  await client.logout();
  forgetDrafts();
  // A channel has no target origin: it is of this one alone.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  channel.postMessage(null);
  leave();
}

/** @returns stops listening */
export function followSignOuts(): () => void {
  channel.addEventListener('message', leave);
  return () => channel.removeEventListener('message', leave);
}
