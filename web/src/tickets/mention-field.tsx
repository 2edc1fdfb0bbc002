import { Paper, Textarea, UnstyledButton } from '@mantine/core';
import { useDebouncedValue, useMergedRef } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { client } from '../api/client.js';
import { isStaff, useMe } from '../api/me.js';
import { useT } from '../i18n/text.js';

const WANTED = /(?:^|\s)@([^\s@[\]]{1,40})$/u;
const TYPING_MS = 150;
const MAX_SHOWN = 6;

interface MentionFieldProps {
  readonly ref: Ref<HTMLTextAreaElement>;
  /** Of the draft. */
  readonly place: string;
  readonly label: string;
  readonly text: string;
  readonly isLocked: boolean;
  readonly onChange: (text: string) => void;
}

interface Person {
  readonly id: string;
  readonly name: string;
}

/** `@` and the beginning of a name offers people; the text gets the chosen person in the server's form. */
export function MentionField({ ref, place, label, text, isLocked, onChange }: MentionFieldProps) {
  const t = useT();
  const listId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [wanted, setWanted] = useState('');
  const [at, setAt] = useState(0);
  const people = usePeople(wanted);
  const choose = ({ id }: Person) => {
    const caret = field.current?.selectionStart ?? text.length;
    const before = text.slice(0, caret).replace(/@[^\s@]*$/u, `@[${id}] `);
    onChange(before + text.slice(caret));
    setWanted('');
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (people.length === 0 || event.ctrlKey || event.metaKey) return;
    const chosen = people[at % people.length];
    if (event.key === 'ArrowDown') setAt(at + 1);
    else if (event.key === 'ArrowUp') setAt(at + people.length - 1);
    else if (event.key === 'Escape') setWanted('');
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen !== undefined) choose(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <div key={place}>
      <Textarea
        ref={useMergedRef(ref, field)}
        aria-label={label}
        placeholder={label}
        autosize
        minRows={3}
        maxRows={16}
        maxLength={20_000}
        dir="auto"
        readOnly={isLocked}
        value={text}
        aria-controls={people.length > 0 ? listId : undefined}
        aria-autocomplete="list"
        onKeyDown={onKeyDown}
        onBlur={() => setWanted('')}
        onChange={({ currentTarget: { value, selectionStart } }) => {
          onChange(value);
          setWanted(WANTED.exec(value.slice(0, selectionStart))?.[1] ?? '');
          setAt(0);
        }}
      />
      {people.length > 0 && (
        <Paper withBorder shadow="sm" id={listId} role="listbox" aria-label={t('People')} mt={4}>
          {people.map((person, index) => (
            <UnstyledButton
              key={person.id}
              role="option"
              tabIndex={-1}
              aria-selected={index === at % people.length}
              className="option"
              // The field must keep the focus, or the list would close before the click.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(person)}
            >
              <bdi>{person.name}</bdi>
            </UnstyledButton>
          ))}
        </Paper>
      )}
    </div>
  );
}

/** Only staff and managers may look people up. */
function usePeople(wanted: string): readonly Person[] {
  const me = useMe();
  const [q] = useDebouncedValue(wanted, TYPING_MS);
  const mayAsk = isStaff(me) || me.role === 'manager';
  const { data = [] } = useQuery({
    queryKey: ['people', 'mention', q],
    queryFn: async ({ signal }): Promise<readonly Person[]> => {
      const { items } = await client.get('/api/users', { query: { q, active: true, limit: MAX_SHOWN }, signal });
      return items;
    },
    enabled: mayAsk && q !== '',
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  return wanted === '' ? [] : data;
}
