/**
 * `filter` and `template` run a program over inputs; the checks find out whether a program can be saved;
 * `filter-values` returns the parts of an input that a filter reads, as JSON.
 */
export type ProgramKind = 'filter' | 'template' | 'filter-check' | 'template-check' | 'filter-values';

export type ProgramOutcome =
  | { readonly ok: true; readonly value: boolean | string | null }
  | {
      readonly ok: false;
      /** A sentence for the program's owner. */
      readonly fault: string;
      /** It was stopped: it used too much time or memory. */
      readonly isOverBudget: boolean;
      /** For a filter that cannot be parsed: the character, from 0. */
      readonly position?: number;
    };

export interface ProgramRequest {
  readonly kind: ProgramKind;
  readonly program: string;
  /** JSON texts. */
  readonly inputs: readonly string[];
  /** Whose share of the processor it uses; see `shareOf`. */
  readonly share: string;
  /** Ends the run where it is: finished inputs are the result. */
  readonly signal?: AbortSignal;
  /** Ends the run after its first turn: at least one input is done by then, however busy the machine is. */
  readonly isOneTurn?: boolean;
}

/** CPU time for one input. */
export const PROGRAM_BUDGET_MS: Record<ProgramKind, number> = {
  filter: 100,
  'filter-values': 100,
  template: 250,
  'filter-check': 250,
  'template-check': 1_000,
};
/** Heap of one host process. */
export const MAX_PROGRAM_MEMORY_MB = 64;

/** Whose programs share a budget: those of one person or one company; each system endpoint has its own. */
export function shareOf(endpoint: {
  id: string;
  ownerType: string;
  userId?: string | null;
  companyId?: string | null;
}) {
  if (endpoint.ownerType === 'user') return `user ${endpoint.userId ?? endpoint.id}`;
  return endpoint.ownerType === 'company' ? `company ${endpoint.companyId ?? endpoint.id}` : `system ${endpoint.id}`;
}
