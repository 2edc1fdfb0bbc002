/** The nonce of this page: style elements without it are refused by its policy. For `EditorView.cspNonce`, too. */
export function cspNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}
