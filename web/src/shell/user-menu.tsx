import { ActionIcon, Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import {
  IconBook,
  IconCheck,
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSun,
  IconUser,
} from '@tabler/icons-react';
import { useMe } from '../api/me.js';
import { chooseLanguage, LANGUAGES, msg, type Language } from '../i18n/i18n.js';
import { useLingui } from '@lingui/react';
import { Link } from '@tanstack/react-router';
import { useT } from '../i18n/text.js';
import { notifyFailed } from '../ui/notify.js';
import { useNavEntries } from './navigation.js';
import { openShortcuts } from './shortcuts-dialog.js';
import { signOut } from './sign-out.js';

const SCHEMES = [
  ['auto', msg('Same as the system'), IconDeviceDesktop],
  ['light', msg('Light'), IconSun],
  ['dark', msg('Dark'), IconMoon],
] as const satisfies readonly (readonly [MantineColorScheme, ...unknown[]])[];

export function UserMenu() {
  const t = useT();
  const me = useMe();
  const { i18n } = useLingui();
  const help = useNavEntries().filter(({ group }) => group === 'help');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const leave = () => {
    signOut().catch((error: unknown) => notifyFailed(t('Could not sign out.'), error));
  };
  return (
    <Menu position="bottom-end" width={240} keepMounted={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" size="lg" aria-label={t('Menu of {name}', { name: me.name })}>
          <IconUser size={22} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label style={{ overflowWrap: 'anywhere' }}>
          {me.name} · {me.email}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t('Theme')}</Menu.Label>
        {SCHEMES.map(([scheme, label, Sign]) => (
          <Menu.Item
            key={scheme}
            leftSection={<Sign size={16} aria-hidden />}
            rightSection={colorScheme === scheme ? <IconCheck size={16} aria-label={t('Selected')} /> : null}
            onClick={() => setColorScheme(scheme)}
          >
            {t(label)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('Language')}</Menu.Label>
        {Object.entries(LANGUAGES).map(([language, name]) => (
          <Menu.Item
            key={language}
            lang={language}
            rightSection={i18n.locale === language ? <IconCheck size={16} aria-label={t('Selected')} /> : null}
            onClick={() => void chooseLanguage(language as Language)}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('Help')}</Menu.Label>
        {help.map(({ to, label, icon: Sign }) => (
          <Menu.Item key={to} component={Link} to={to} leftSection={<Sign size={16} aria-hidden />}>
            {t(label)}
          </Menu.Item>
        ))}
        <Menu.Item component="a" href="/docs/" leftSection={<IconBook size={16} aria-hidden />}>
          {t('Documentation')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} onClick={openShortcuts}>
          {t('Keyboard shortcuts')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={leave}>
          {t('Sign out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
