import { autocompletion, completionKeymap, type CompletionContext } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { EditorState, type Text } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';
import { cspNonce } from '../../ui/csp-nonce.js';
import { languageOf, type CodeLanguage } from './code-languages.js';
import type { Fault } from './fault.js';

export interface CodeEditorProps {
  readonly label: string;
  readonly language: CodeLanguage;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Underlined at its position. */
  readonly fault: Fault | null;
  /** Offered while typing: `data.priority`. */
  readonly words: readonly string[];
}

/** CodeMirror, in a separate chunk. Tab leaves it, like any field. */
export default function CodeEditor({ label, language, value, onChange, fault, words }: CodeEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef({ onChange, words });
  useEffect(() => {
    latest.current = { onChange, words };
  });
  const first = useRef(value);
  useEffect(() => {
    const editor = new EditorView({
      parent: place.current ?? undefined,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          EditorView.cspNonce.of(cspNonce()),
          EditorView.lineWrapping,
          ...(language === 'liquid' ? [lineNumbers()] : []),
          history(),
          bracketMatching(),
          languageOf(language),
          syntaxHighlighting(colours),
          look,
          autocompletion({ override: [(context) => completionsOf(context, latest.current.words)] }),
          keymap.of([...defaultKeymap, ...historyKeymap, ...completionKeymap]),
          EditorView.contentAttributes.of({
            'aria-label': label,
            spellcheck: 'false',
            contenteditable: 'plaintext-only',
          }),
          typeOver,
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, [label, language]);
  useEffect(() => {
    first.current = value;
    const editor = view.current;
    // From outside: a saved state was loaded.
    if (editor === null || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);
  useEffect(() => {
    const editor = view.current;
    if (editor === null) return;
    editor.dispatch(setDiagnostics(editor.state, fault === null ? [] : [diagnosticOf(editor.state.doc, fault)]));
  }, [fault]);
  return <div ref={place} data-code={language} />;
}

/**
 * When selected text is typed over, the browser keeps its colour by an inline style, which the page's policy refuses.
 * So the editor replaces the selection itself.
 */
const typeOver = EditorView.domEventHandlers({
  beforeinput: ({ inputType, data, isComposing }, view) => {
    const isTypedOver = inputType === 'insertText' && data !== null && !isComposing;
    if (!isTypedOver || view.state.selection.ranges.every(({ empty }) => empty)) return false;
    view.dispatch(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true });
    return true;
  },
});

function diagnosticOf(doc: Text, { line, character, message }: Fault): Diagnostic {
  const at = doc.line(Math.min(Math.max(line ?? 1, 1), doc.lines));
  const from = Math.min(line === undefined ? (character ?? 0) : at.from + (character ?? 0), doc.length);
  const to = line !== undefined && character === undefined ? at.to : Math.min(from + 1, doc.length);
  return { from: Math.min(from, to), to, severity: 'error', message };
}

function completionsOf(context: CompletionContext, words: readonly string[]) {
  const word = context.matchBefore(/[\w.]+/);
  if (word === null || (word.from === word.to && !context.explicit)) return null;
  return { from: word.from, options: words.map((label) => ({ label, type: 'variable' })), validFor: /^[\w.]*$/ };
}

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--mantine-color-violet-text)', fontWeight: '600' },
  { tag: tags.string, color: 'var(--mantine-color-green-text)' },
  { tag: tags.number, color: 'var(--mantine-color-orange-text)' },
  { tag: tags.variableName, color: 'var(--mantine-color-blue-text)' },
  { tag: tags.comment, color: 'var(--mantine-color-dimmed)', fontStyle: 'italic' },
]);

const look = EditorView.theme({
  '&': {
    border: '1px solid var(--mantine-color-default-border)',
    borderRadius: 'var(--mantine-radius-default)',
    backgroundColor: 'var(--mantine-color-body)',
    color: 'var(--mantine-color-text)',
    fontSize: 'var(--mantine-font-size-sm)',
    maxHeight: '26rem',
  },
  '&.cm-focused': { outline: '2px solid var(--mantine-primary-color-filled)', outlineOffset: '-1px' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--mantine-color-text)', minHeight: '2.25rem' },
  '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
  '.cm-gutters': {
    backgroundColor: 'transparent',
    color: 'var(--mantine-color-dimmed)',
    border: 'none',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--mantine-color-body)',
    color: 'var(--mantine-color-text)',
    border: '1px solid var(--mantine-color-default-border)',
  },
  '&.cm-focused .cm-matchingBracket, .cm-matchingBracket': { backgroundColor: 'var(--mantine-color-default-hover)' },
});
