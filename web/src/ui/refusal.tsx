import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';

/** Why a form was refused, above its button. Nothing for null. */
export function Refusal({ children }: { children: ReactNode }) {
  if (children === null) return null;
  return (
    <Alert color="red" role="alert" variant="light">
      {children}
    </Alert>
  );
}
