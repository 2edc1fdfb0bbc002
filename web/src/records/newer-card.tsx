import { Alert, Button, Group, List, Stack, Text as Words } from '@mantine/core';
import { IconGitMerge } from '@tabler/icons-react';
import { useT } from '../i18n/text.js';
import { useCompanyName } from '../ui/companies.js';
import { differences, valuesOf, type Field, type Values } from './fields.js';
import type { Kind, Records } from './kinds.js';

interface NewerCardProps {
  readonly kind: Kind;
  readonly newer: Records[Kind];
  readonly mine: Values;
  readonly onSave: () => void;
  readonly onTake: () => void;
}

/** Another person saved first: the present record, the wanted change, and the choice. The draft stays in its fields. */
export function NewerCard({ kind, newer, mine, onSave, onTake }: NewerCardProps) {
  const t = useT();
  const now = valuesOf(kind, newer);
  return (
    <Alert color="yellow" role="alert" icon={<IconGitMerge aria-hidden />} title={t('It was changed meanwhile.')}>
      <Stack gap="xs">
        <Words size="sm">{t('Your change was not saved. Nothing was overwritten.')}</Words>
        <List size="sm">
          {differences(kind, now, mine).map((field) => (
            <Difference key={field.name} field={field} now={now[field.name] ?? null} mine={mine[field.name] ?? null} />
          ))}
        </List>
        <Group gap="xs">
          <Button size="xs" onClick={onSave}>
            {t('Save mine')}
          </Button>
          <Button size="xs" variant="default" onClick={onTake}>
            {t('Keep what is there')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

function Difference({ field, now, mine }: { field: Field; now: string | null; mine: string | null }) {
  const t = useT();
  const isCompany = field.input === 'company';
  const names = [useCompanyName(isCompany ? now : null), useCompanyName(isCompany ? mine : null)];
  const [nowText, mineText] = isCompany ? names.map((name) => name ?? t('No company')) : [now, mine];
  return (
    <List.Item>
      {t('{field}: now “{now}”, yours “{mine}”', { field: t(field.label), now: nowText, mine: mineText })}
    </List.Item>
  );
}
