/** This process looks up so many names already that another one has to wait. Nothing was sent. */
export class DnsBusy extends Error {
  readonly code = 'dns_busy';

  constructor() {
    super('Too many host names are being looked up at once.');
    this.name = 'DnsBusy';
  }
}
