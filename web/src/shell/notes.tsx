import { useNotifications } from '@mantine/notifications';
import { useLater } from '../ui/use-later.js';

const loadNotes = () => import('./notes-area.js');

/** The area for the notes of `notify…`; the store keeps them until the area exists. */
export function Notes() {
  const { notifications } = useNotifications();
  const area = useLater(loadNotes, notifications.length > 0);
  return area && <area.Notifications position="bottom-right" />;
}
