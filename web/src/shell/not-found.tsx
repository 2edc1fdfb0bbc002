import { Anchor } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useT } from '../i18n/text.js';
import { Page } from '../ui/page.js';
import { Empty } from '../ui/states.js';

export function NotFound() {
  const t = useT();
  return (
    <div className="no-page">
      <Page title={t('Page not found')}>
        <Empty icon={IconMapOff} title={t('There is no page at this address.')}>
          <Anchor component={Link} to="/">
            {t('Go to the start page')}
          </Anchor>
        </Empty>
      </Page>
    </div>
  );
}
