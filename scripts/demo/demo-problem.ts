/** A problem that the person running the demo can fix: what is wrong, and what to do. */
export class DemoProblem extends Error {
  constructor(
    problem: string,
    readonly remedy: string,
  ) {
    super(problem);
    this.name = 'DemoProblem';
  }
}
