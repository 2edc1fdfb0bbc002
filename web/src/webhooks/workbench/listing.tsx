import { Box } from '@mantine/core';
import classes from './workbench.module.css';

/** A monospaced text that scrolls in its box, also by keyboard. */
export function Listing({ label, text }: { label: string; text: string }) {
  return (
    <Box component="pre" className={classes['code']} tabIndex={0} aria-label={label}>
      {text}
    </Box>
  );
}
