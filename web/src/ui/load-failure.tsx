import { Container } from '@mantine/core';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { Failure } from './states.js';

/** For a whole route: its code or its first data could not be loaded. */
export function LoadFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Container size="sm" py="xl">
      <Failure error={error} onRetry={retry} />
    </Container>
  );
}
