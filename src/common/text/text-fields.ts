import { applyDecorators } from '@nestjs/common';
import { ValidateBy } from 'class-validator';
import { Coerced } from '../http/input-fields.js';
import { emailFault, emailForm } from './email-address.js';
import { passwordFault } from './password-text.js';
import { characterCount, multiLineForm, queryForm, singleLineForm } from './text-forms.js';
import { hasVisibleText, hiddenCharacter, type TextKind } from './visible-text.js';

/** Lengths in code points, after normalisation. */
export interface TextRule {
  readonly max: number;
  /** Default: 1. A text of at least one character must have a visible one. */
  readonly min?: number;
  /** The field is a list of such texts. */
  readonly each?: boolean;
  /** Only for the message: the field's own condition lets null through. */
  readonly nullable?: boolean;
}

/** A name, title or label: NFC, trimmed, one line, no invisible characters. */
export function SingleLine(rule: TextRule): PropertyDecorator {
  return textField('singleLine', rule, singleLineForm, 'line');
}

/** A body: NFC, with line breaks and tabs. A text that must not be empty is trimmed. */
export function MultiLine(rule: TextRule): PropertyDecorator {
  const form = (text: string) => ((rule.min ?? 1) === 0 ? multiLineForm(text) : multiLineForm(text).trim());
  return textField('multiLine', rule, form, 'lines');
}

/**
 * A search, or a filter by a stored text: converted to the form of stored texts, and not refused for its characters.
 */
export function QueryText(rule: TextRule): PropertyDecorator {
  return textField('queryText', rule, queryForm, null);
}

/** One address, whatever keyboard typed it. Its `emailKey` must be unique. */
export function EmailAddress(rule: { requireTld?: boolean; nullable?: boolean } = {}): PropertyDecorator {
  const fault = (value: unknown) => emailFault(value, rule);
  return applyDecorators(mapped(emailForm, false), checked('emailAddress', fault, rule.nullable ?? false));
}

/** Kept as sent; `Passwords` converts it to the form that is hashed. */
export function NewPassword(): PropertyDecorator {
  return checked('newPassword', passwordFault, false);
}

function textField(
  name: string,
  rule: TextRule,
  form: (text: string) => string,
  kind: TextKind | null,
): PropertyDecorator {
  return applyDecorators(
    mapped(form, rule.each ?? false),
    checked(name, (value) => textFault(value, rule, kind), rule.nullable ?? false),
  );
}

/** Values that are not strings are left for the check to refuse. */
function mapped(form: (text: string) => string, each: boolean): PropertyDecorator {
  const one = (value: unknown): unknown => (typeof value === 'string' ? form(value) : value);
  return Coerced((value) => (each && Array.isArray(value) ? value.map(one) : one(value)));
}

function checked(name: string, fault: (value: unknown) => string | undefined, nullable: boolean): PropertyDecorator {
  return ValidateBy({
    name,
    validator: {
      validate: (value: unknown) => fault(value) === undefined,
      defaultMessage: (context) => `${fault(context?.value) ?? 'is wrong'}${nullable ? ', or null' : ''}`,
    },
  });
}

function textFault(value: unknown, rule: TextRule, kind: TextKind | null): string | undefined {
  if (rule.each !== true) return oneFault(value, rule, kind);
  // The field's own check refuses values that are not lists.
  if (!Array.isArray(value)) return undefined;
  for (const item of value) {
    const fault = oneFault(item, rule, kind);
    if (fault !== undefined) return `each item ${fault}`;
  }
  return undefined;
}

function oneFault(value: unknown, { min = 1, max }: TextRule, kind: TextKind | null): string | undefined {
  const range =
    min === 0 ? `must be a string of at most ${max} characters` : `must be a string of ${min} to ${max} characters`;
  if (typeof value !== 'string') return range;
  const length = characterCount(value);
  if (length < min || length > max) return range;
  if (kind === null) return undefined;
  const hidden = hiddenCharacter(value, kind);
  if (hidden !== undefined) return hidden;
  return min > 0 && !hasVisibleText(value) ? 'must contain a visible character' : undefined;
}
