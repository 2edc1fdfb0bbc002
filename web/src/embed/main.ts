import { CarillonInbox } from './inbox-element.js';

// A page may load the script twice.
if (customElements.get('carillon-inbox') === undefined) customElements.define('carillon-inbox', CarillonInbox);

declare global {
  interface HTMLElementTagNameMap {
    'carillon-inbox': CarillonInbox;
  }
}
