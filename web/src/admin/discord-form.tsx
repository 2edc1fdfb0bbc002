import type { components } from '@carillon/client';
import { Button, Checkbox, Group, Input, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { client } from '../api/client.js';
import { useT } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { formErrors } from '../ui/form-errors.js';
import { Refusal } from '../ui/refusal.js';
import classes from './discord.module.css';
import { EmbedPreview } from './embed-preview.js';
import { categoriesQuery, WEBHOOKS, type Category, type SystemWebhook } from './system-webhook-queries.js';
import { CategoryLabel } from './system-webhook-card.js';
import { useTest } from './use-test.js';

type CategoryName = NonNullable<components['schemas']['CreateEndpoint']['categories']>[number];

interface DiscordFormProps {
  /** Left out: a new one, which is tested at once. */
  readonly webhook?: SystemWebhook;
  readonly onClose: () => void;
}

interface Values {
  categories: string[];
  url: string;
  name: string;
}

export function DiscordForm({ webhook, onClose }: DiscordFormProps) {
  const t = useT();
  const queryClient = useQueryClient();
  const { test } = useTest();
  const { data: categories = [] } = useQuery(categoriesQuery);
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm<Values>({
    initialValues: { categories: webhook?.categories ?? [], url: webhook?.url ?? '', name: webhook?.name ?? '' },
    validate: { categories: (chosen) => (chosen.length === 0 ? t('Choose at least one.') : null) },
  });
  const shown = categories.find(({ name }) => name === form.values.categories.at(-1)) ?? categories[0];
  const submit = form.onSubmit(async (values) => {
    setRefusal(null);
    try {
      const saved = await save(webhook, values);
      await queryClient.invalidateQueries({ queryKey: [WEBHOOKS] });
      onClose();
      if (webhook === undefined && shown !== undefined) await test(saved, shown);
    } catch (error) {
      const { fields, rest } = formErrors(error, Object.keys(values));
      form.setErrors(fields);
      setRefusal(rest);
    }
  });
  return (
    <Dialog
      onClose={onClose}
      size="lg"
      title={webhook === undefined ? t('New Discord webhook') : t('Edit {name}', { name: webhook.name })}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <CategoryChoice categories={categories} {...form.getInputProps('categories')} />
          {shown !== undefined && <EmbedPreview category={shown} />}
          <TextInput
            label={t('URL')}
            type="url"
            required
            placeholder="https://discord.com/api/webhooks/…"
            description={t('In Discord: Edit channel, Integrations, Webhooks, Copy webhook URL.')}
            {...form.getInputProps('url')}
          />
          <TextInput
            label={t('Name')}
            description={t('Leave empty to use the host of the URL.')}
            {...form.getInputProps('name')}
          />
          <Refusal>{refusal}</Refusal>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('Cancel')}
            </Button>
            <Button type="submit" loading={form.submitting}>
              {webhook === undefined ? t('Create and test') : t('Save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

interface CategoryChoiceProps {
  readonly categories: readonly Category[];
  readonly value?: string[];
  readonly error?: ReactNode;
  readonly onChange?: (chosen: string[]) => void;
}

/** Each category with its message colour and its nouns. */
function CategoryChoice({ categories, error, ...group }: CategoryChoiceProps) {
  const t = useT();
  return (
    <Checkbox.Group label={t('Categories')} required {...group}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt={4}>
        {categories.map((category) => (
          <div key={category.name} className={classes['category']} style={{ borderInlineStartColor: category.color }}>
            <Checkbox
              value={category.name}
              label={<CategoryLabel category={category} />}
              description={groupsOf(category)}
            />
          </div>
        ))}
      </SimpleGrid>
      {error !== undefined && error !== null && <Input.Error mt={4}>{error}</Input.Error>}
    </Checkbox.Group>
  );
}

/** `ticket, comment, attachment`. */
function groupsOf({ types }: Category): string {
  return [...new Set(types.map((type) => type.split('.')[0]))].join(', ');
}

function save(webhook: SystemWebhook | undefined, { url, categories, name }: Values) {
  // The names come from the server.
  const body = { url, categories: categories as CategoryName[], ...(name.trim() !== '' && { name }) };
  if (webhook !== undefined) return client.patch('/api/webhooks/{id}', { path: { id: webhook.id }, body });
  return client.post('/api/webhooks', { body: { ...body, owner_type: 'system', payload_format: 'discord' } });
}
