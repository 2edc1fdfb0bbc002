import { StreamLanguage, type StreamParser } from '@codemirror/language';

export type CodeLanguage = 'cel' | 'liquid';

const CEL_WORDS = /^(?:in|true|false|null|has|size|contains|startsWith|endsWith|exists|all|exists_one|map|filter)\b/;
const LIQUID_WORDS =
  /^(?:if|elsif|else|endif|unless|endunless|case|when|endcase|for|endfor|in|break|continue|assign|raw|endraw|comment|endcomment|and|or|contains|true|false|nil|blank|empty)\b/;
const VARIABLE = /^[A-Za-z_][\w.]*/;
const TEXT = /^(?:"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?)/;
const NUMBER = /^\d+(?:\.\d+)?/;

/** Rules that both languages share. */
function tokenOf(stream: Parameters<StreamParser<unknown>['token']>[0], words: RegExp): string | null {
  if (stream.match(TEXT)) return 'string';
  if (stream.match(NUMBER)) return 'number';
  if (stream.match(words)) return 'keyword';
  if (stream.match(VARIABLE)) return 'variableName';
  stream.next();
  return null;
}

const cel: StreamParser<unknown> = {
  token: (stream) => {
    if (stream.match(/^\/\/.*/)) return 'comment';
    return tokenOf(stream, CEL_WORDS);
  },
};

interface LiquidState {
  isInside: boolean;
}

const liquid: StreamParser<LiquidState> = {
  startState: () => ({ isInside: false }),
  token: (stream, state) => {
    if (!state.isInside) {
      if (stream.match(/^\{[{%]-?/)) {
        state.isInside = true;
        return 'keyword';
      }
      stream.next();
      // To the next opening, or to the end of the line.
      while (!stream.eol() && !stream.match(/^\{[{%]/, false)) stream.next();
      return null;
    }
    if (stream.match(/^-?[%}]\}/)) {
      state.isInside = false;
      return 'keyword';
    }
    return tokenOf(stream, LIQUID_WORDS);
  },
};

const languages = { cel: StreamLanguage.define(cel), liquid: StreamLanguage.define(liquid) };

export function languageOf(name: CodeLanguage) {
  return languages[name];
}
