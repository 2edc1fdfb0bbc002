/** Whitespace aside; an ellipsis stands for anything. @throws Error when what is shown was not printed in this order */
export function expectOutput(shown: string, printed: string): void {
  let rest = packed(printed);
  for (const piece of packed(shown).split('…')) {
    const at = rest.indexOf(piece);
    if (at === -1) throw new Error(`"${piece}" is not in what was printed:\n${printed}`);
    rest = rest.slice(at + piece.length);
  }
}

function packed(text: string): string {
  return text.replaceAll(/\s+/g, '');
}
