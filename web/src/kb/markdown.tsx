import { Anchor, Box } from '@mantine/core';
import type { ComponentProps, ReactNode } from 'react';
import ReactMarkdown, { type Components, type ExtraProps } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { useT } from '../i18n/text.js';
import classes from './markdown.module.css';

/**
 * Renders Markdown from users. HTML in it is shown as text, links lead only to web and mail addresses, and pictures
 * come only from this server: any other would learn who reads.
 */
export function Markdown({ text }: { text: string }) {
  return (
    <div className={classes['written']} dir="auto">
      <ReactMarkdown remarkPlugins={PLUGINS} components={COMPONENTS}>
        {text}
      </ReactMarkdown>
    </div>
  );
}

type Props<T extends keyof React.JSX.IntrinsicElements> = ComponentProps<T> & ExtraProps;

const PLUGINS = [remarkGfm];

const COMPONENTS: Components = {
  a: SafeLink,
  img: OwnPicture,
  input: Tick,
  table: WideTable,
  pre: ({ children }) => <pre dir="ltr">{children}</pre>,
  // The page's own title is the only one of the first level.
  h1: ({ children, className, id }) => <h2 {...{ className, id }}>{children}</h2>,
  h2: ({ children, className, id }) => <h3 {...{ className, id }}>{children}</h3>,
  h3: ({ children }) => <h4>{children}</h4>,
  h4: ({ children }) => <h5>{children}</h5>,
  h5: ({ children }) => <h6>{children}</h6>,
};

function SafeLink({ href = '', children, id, 'aria-label': label, 'aria-describedby': by }: Props<'a'>): ReactNode {
  // react-markdown removes it: `javascript:` and the like.
  if (href === '') return <span>{children}</span>;
  const isElsewhere = new URL(href, location.href).origin !== location.origin;
  const isEmpty = Array.isArray(children) ? children.length === 0 : children === undefined;
  return (
    <Anchor
      href={href}
      id={id}
      aria-label={label}
      aria-describedby={by}
      underline="always"
      {...(isElsewhere && { target: '_blank', rel: 'noopener noreferrer nofollow' })}
    >
      {isEmpty ? href : children}
    </Anchor>
  );
}

function OwnPicture({ src = '', alt = '' }: Props<'img'>): ReactNode {
  const t = useT();
  if (typeof src !== 'string' || src === '') return <span>{alt}</span>;
  if (new URL(src, location.href).origin === location.origin) return <img src={src} alt={alt} loading="lazy" />;
  return <SafeLink href={src}>{t('Picture: {name}', { name: alt === '' ? src : alt })}</SafeLink>;
}

/** A task list item: a checkbox that cannot be changed here. */
function Tick({ checked }: Props<'input'>): ReactNode {
  const t = useT();
  return (
    <span role="img" aria-label={checked === true ? t('Done') : t('To do')}>
      {checked === true ? '☑' : '☐'}
    </span>
  );
}

function WideTable({ children }: Props<'table'>): ReactNode {
  const t = useT();
  return (
    <Box className={classes['table']} role="region" aria-label={t('Table')} tabIndex={0}>
      <table>{children}</table>
    </Box>
  );
}
