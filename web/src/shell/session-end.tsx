import { useEffect, useState } from 'react';
import { client, onSession } from '../api/client.js';
import { queryClient } from '../api/query-client.js';
import { useLive, useLiveState } from '../live/use-live.js';
import { useLater } from '../ui/use-later.js';
import { followSignOuts } from './sign-out.js';

const loadDialog = () => import('./session-end-dialog.js');

/** When the session ends during work, the page stays behind a dialog and continues after the sign-in. */
export function SessionEnd() {
  const live = useLive();
  const isRefused = useLiveState((state) => state.connection === 'refused');
  const [isGone, setGone] = useState(false);
  useEffect(() => onSession((isSignedIn) => setGone(!isSignedIn)), []);
  useEffect(followSignOuts, []);
  const goOn = () => {
    setGone(false);
    live.open();
    void queryClient.invalidateQueries();
  };
  const isOpen = isGone || (isRefused && client.session === null);
  const dialog = useLater(loadDialog, isOpen);
  return dialog && <dialog.SessionEndDialog isOpen={isOpen} onDone={goOn} />;
}
