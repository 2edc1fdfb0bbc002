import { Group, SegmentedControl, Select, Stack, Text as Words, Title } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../../i18n/text.js';
import { Copy } from '../../ui/copy.js';
import type { Webhook } from '../queries.js';
import { Listing } from './listing.js';
import { FAMILIES, FAMILY_NAMES, type HeaderFamily } from './receivers/header-families.js';
import { commandOf, FILE_NAMES, LANGUAGE_NAMES, LANGUAGES, snippetOf, type SnippetLanguage } from './snippets.js';

interface SnippetsTabProps {
  readonly webhook: Webhook;
}

/** A receiver that checks this webhook's requests, to copy and run. */
export function SnippetsTab({
  webhook: { payload_format: format, signatures, secret_preview: secret },
}: SnippetsTabProps) {
  const t = useT();
  const [language, setLanguage] = useState<SnippetLanguage>('node');
  const [chosen, setChosen] = useState<HeaderFamily | null>(null);
  const own: HeaderFamily = format === 'xtsystems' ? 'xtsystems' : 'standard';
  const family = [chosen, own].find((one) => signatures.some((sent) => sent === one)) ?? signatures[0] ?? own;
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        {t('Check signatures')}
      </Title>
      <Words size="sm">
        {t('Answer within seconds, and do the work afterwards. The same webhook-id may come twice: act on it once.')}
      </Words>
      <Group gap="sm" align="flex-end">
        <SegmentedControl
          aria-label={t('Language of the snippet')}
          data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          value={language}
          onChange={(value) => setLanguage(LANGUAGES.find((one) => one === value) ?? 'node')}
        />
        <Select
          label={t('Signature in')}
          allowDeselect={false}
          style={{ flex: '1 1 240px' }}
          data={signatures.map((value) => ({ value, label: FAMILY_NAMES[value] }))}
          value={family}
          onChange={(value) => setChosen(FAMILIES.find((one) => one === value) ?? null)}
        />
      </Group>
      <Snippet name={FILE_NAMES[language]} text={snippetOf(language, family)} what={t('Copy the snippet')} />
      <Words size="sm">{t('Replace {secret} with the whole secret:', { secret })}</Words>
      <Snippet name={t('Command')} text={commandOf(language, secret)} what={t('Copy the command')} />
    </Stack>
  );
}

function Snippet({ name, text, what }: { name: string; text: string; what: string }) {
  return (
    <div>
      <Group justify="space-between" wrap="nowrap">
        <Words size="xs" c="dimmed" ff="monospace">
          {name}
        </Words>
        <Copy value={text} what={what} />
      </Group>
      <Listing label={name} text={text} />
    </div>
  );
}
