import { Badge, Button, ColorSwatch, Group, Menu, Paper, Text as Words } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../api/client.js';
import { useT } from '../i18n/text.js';
import { notifyDone, notifyFailed } from '../ui/notify.js';
import { Question } from '../ui/question.js';
import { categoriesQuery, WEBHOOKS, type Category, type SystemWebhook } from './system-webhook-queries.js';
import { useTest } from './use-test.js';

export function SystemWebhookCard({ webhook, onEdit }: { webhook: SystemWebhook; onEdit: () => void }) {
  const t = useT();
  const { name, url, categories, payload_format: format, active } = webhook;
  const { data: known = [] } = useQuery(categoriesQuery);
  // Without categories it gets events of all categories.
  const tested = known.filter((one) => categories.length === 0 || categories.includes(one.name));
  return (
    <Paper withBorder p="sm" component="li" aria-label={name}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <div style={{ flex: '1 1 220px', minWidth: 0 }}>
          <Group gap="xs">
            <Words fw={600} dir="auto" style={{ overflowWrap: 'anywhere' }}>
              {name}
            </Words>
            <Badge size="sm" variant="outline" color="gray">
              {format}
            </Badge>
            {!active && (
              <Badge size="sm" variant="light" color="gray">
                {t('Paused')}
              </Badge>
            )}
          </Group>
          <Words size="sm" c="dimmed" truncate>
            {url}
          </Words>
          <Group gap="xs" mt={4}>
            {categories.length === 0 && <Words size="sm">{t('All categories')}</Words>}
            {known
              .filter((one) => categories.includes(one.name))
              .map((one) => (
                <CategoryLabel key={one.name} category={one} />
              ))}
          </Group>
        </div>
        <Group gap="xs" wrap="nowrap">
          <TestButton webhook={webhook} categories={tested} />
          <CardMenu webhook={webhook} onEdit={onEdit} />
        </Group>
      </Group>
    </Paper>
  );
}

export function CategoryLabel({ category: { name, color } }: { category: Category }) {
  return (
    <Group gap={6} wrap="nowrap">
      <ColorSwatch size={12} color={color} aria-hidden />
      <Words size="sm">{name}</Words>
    </Group>
  );
}

/** Sends the example of the category, as a message in its colour. */
function TestButton({ webhook, categories }: { webhook: SystemWebhook; categories: readonly Category[] }) {
  const t = useT();
  const { test, isTesting } = useTest();
  const send = (category: Category) => void test(webhook, category);
  const [only] = categories;
  const label = t('Test {name}', { name: webhook.name });
  if (categories.length === 1 && only !== undefined) {
    return (
      <Button size="compact-sm" variant="default" loading={isTesting} aria-label={label} onClick={() => send(only)}>
        {t('Test')}
      </Button>
    );
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="compact-sm" variant="default" loading={isTesting} aria-label={label}>
          {t('Test')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {categories.map((category) => (
          <Menu.Item key={category.name} onClick={() => send(category)}>
            <CategoryLabel category={category} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function CardMenu({ webhook, onEdit }: { webhook: SystemWebhook; onEdit: () => void }) {
  const t = useT();
  const queryClient = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const { id, name, active, payload_format: format } = webhook;
  const reload = () => queryClient.invalidateQueries({ queryKey: [WEBHOOKS] });
  const pause = async () => {
    try {
      if (active) await client.post('/api/webhooks/{id}/disable', { path: { id } });
      else await client.post('/api/webhooks/{id}/enable', { path: { id }, body: {} });
      await reload();
    } catch (error) {
      notifyFailed(name, error);
    }
  };
  const remove = async () => {
    await client.delete('/api/webhooks/{id}', { path: { id } });
    await reload();
    notifyDone(t('{name} was deleted.', { name }));
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="compact-sm" variant="default" aria-label={t('Actions for {name}', { name })}>
            <IconDots size={16} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {format === 'discord' && <Menu.Item onClick={onEdit}>{t('Edit')}</Menu.Item>}
          <Menu.Item onClick={() => void pause()}>{active ? t('Pause') : t('Resume')}</Menu.Item>
          <Menu.Item component={Link} to="/deliveries" search={{ webhook_id: id } as never}>
            {t('Deliveries')}
          </Menu.Item>
          <Menu.Item color="red" onClick={() => setAsked(true)}>
            {t('Delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isAsked && (
        <Question
          title={t('Delete {name}?', { name })}
          action={t('Delete')}
          isGrave
          onConfirm={remove}
          onClose={() => setAsked(false)}
        >
          <Words size="sm">{t('Its waiting deliveries will not be sent.')}</Words>
        </Question>
      )}
    </>
  );
}
