import { TextInput, type TextInputProps } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';

const TYPING_MS = 250;

interface DelayedInputProps extends Omit<TextInputProps, 'value' | 'defaultValue' | 'onChange'> {
  /** The initial value; another `key` resets the field. */
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** A text field that reports its text when typing pauses, and when it is removed. */
export function DelayedInput({ value, onChange, ...input }: DelayedInputProps) {
  const [text, setText] = useState(value);
  const send = useDebouncedCallback(onChange, TYPING_MS);
  useEffect(() => () => send.flush(), [send]);
  return (
    <TextInput
      {...input}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        send(currentTarget.value);
      }}
    />
  );
}
