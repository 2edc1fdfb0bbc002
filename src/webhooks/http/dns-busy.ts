/** This process looks up too many names at present. Nothing was sent. */
export class DnsBusy extends Error {
  readonly code = 'dns_busy';

  constructor() {
    super('Too many host names are being looked up at once.');
    this.name = 'DnsBusy';
  }
}
