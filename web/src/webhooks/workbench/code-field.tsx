import { Input, Skeleton } from '@mantine/core';
import { lazy, Suspense, useMemo, type ReactNode } from 'react';
import type { CodeEditorProps } from './code-editor.js';
import { faultOf } from './fault.js';

const CodeEditor = lazy(() => import('./code-editor.js'));

interface CodeFieldProps extends Omit<CodeEditorProps, 'fault'> {
  readonly description?: ReactNode;
  readonly error?: string | null;
}

/** A field for a program. A fault is shown below it, and underlined at its position. */
export function CodeField({ description, error = null, ...editor }: CodeFieldProps) {
  const fault = useMemo(() => (error === null || error === '' ? null : faultOf(error)), [error]);
  return (
    <Input.Wrapper label={editor.label} labelElement="div" description={description} error={fault?.message}>
      <Suspense fallback={<Skeleton height={40} mt={4} />}>
        <CodeEditor {...editor} fault={fault} />
      </Suspense>
    </Input.Wrapper>
  );
}
