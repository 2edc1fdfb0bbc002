import { NavLink, Text as Words } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMe } from '../api/me.js';
import type { NavEntry } from '../app/feature.js';
import { useFeatures } from '../app/features-context.js';
import { msg, type MessageId } from '../i18n/i18n.js';
import { useT } from '../i18n/text.js';

const GROUPS: readonly (readonly [NavEntry['group'], MessageId])[] = [
  ['desk', msg('Desk')],
  ['webhooks', msg('Webhooks and events')],
  ['operation', msg('Operation')],
];

export function Navigation() {
  const t = useT();
  const entries = useNavEntries();
  return (
    <div className="navigation">
      {GROUPS.map(([group, name]) => {
        const own = entries.filter((entry) => entry.group === group);
        if (own.length === 0) return null;
        return (
          <div key={group} role="group" aria-label={t(name)}>
            <Words size="xs" c="dimmed" fw={600} px="sm" pt="sm" pb={4} aria-hidden>
              {t(name)}
            </Words>
            {own.map(({ to, label, icon: Sign }) => (
              <NavLink
                key={to}
                component={Link}
                to={to}
                label={t(label)}
                leftSection={<Sign size={18} aria-hidden />}
                activeProps={{ 'data-active': true }}
              />
            ))}
          </div>
        );
      })}
    </div>
  );
}

/** The pages that the person may open. */
export function useNavEntries(): readonly NavEntry[] {
  const me = useMe();
  return useFeatures()
    .flatMap(({ nav = [] }) => nav)
    .filter(({ mayOpen }) => mayOpen(me));
}
