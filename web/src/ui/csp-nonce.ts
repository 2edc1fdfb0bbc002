/** This page's nonce: its policy refuses style elements without it. For `EditorView.cspNonce`, too. */
export function cspNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}
