import { useNotifications } from '@mantine/notifications';
import { useLater } from '../ui/use-later.js';

const loadNotes = () => import('./notes-area.js');

/** What `notify…` shows; kept by the store until the area is there. */
export function Notes() {
  const { notifications } = useNotifications();
  const area = useLater(loadNotes, notifications.length > 0);
  return area && <area.Notifications position="bottom-right" />;
}
