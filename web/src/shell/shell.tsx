import { AppShell, Burger, Group, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { useFeatures } from '../app/features-context.js';
import { useT } from '../i18n/text.js';
import { useLive } from '../live/use-live.js';
import { AwayBanner } from './away-banner.js';
import { ConnectionSign } from './connection-sign.js';
import { Logo } from './logo.js';
import { Navigation } from './navigation.js';
import { Notes } from './notes.js';
import { Palette, PaletteButton } from './palette.js';
import { SessionEnd } from './session-end.js';
import { ShortcutsDialog } from './shortcuts-dialog.js';
import { UserMenu } from './user-menu.js';

/** The frame around every page of a signed-in person. */
export function Shell() {
  const t = useT();
  const live = useLive();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(() => {
    live.open();
    return () => live.close();
  }, [live]);
  useEffect(close, [path, close]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding="md"
    >
      <a className="skip-link" href="#content">
        {t('Skip to the content')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="sm" justify="space-between" wrap="nowrap" gap="xs">
          <Group gap="xs" wrap="nowrap">
            <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('Navigation')} />
            <Logo />
          </Group>
          <Group gap="xs" wrap="nowrap">
            <ConnectionSign />
            <PaletteButton />
            <HeaderParts />
            <UserMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={t('Navigation')}>
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} style={{ outline: 'none' }}>
        <AwayBanner />
        <Outlet />
      </AppShell.Main>
      <Notes />
      <Palette />
      <ShortcutsDialog />
      <SessionEnd />
    </AppShell>
  );
}

function HeaderParts() {
  const parts = useFeatures().flatMap(({ header }) => (header === undefined ? [] : [header]));
  return (
    <Suspense fallback={<Skeleton circle height={34} />}>
      {parts.map((Part, at) => (
        <Part key={at} />
      ))}
    </Suspense>
  );
}
