import { Anchor, Group, Text as Words } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import icon from '../icon.svg';

export function Logo() {
  return (
    <Anchor component={Link} to="/" underline="never" c="inherit">
      <Group gap="xs" wrap="nowrap">
        <img src={icon} width={28} height={28} alt="Carillon" />
        <Words fw={700} visibleFrom="xs" aria-hidden>
          Carillon
        </Words>
      </Group>
    </Anchor>
  );
}
