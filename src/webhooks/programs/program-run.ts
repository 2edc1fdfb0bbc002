/**
 * `filter` and `template` run a program over inputs; the checks say whether a program can be saved; `filter-values` gives
 * what of an input a filter looks at, as JSON.
 */
export type ProgramKind = 'filter' | 'template' | 'filter-check' | 'template-check' | 'filter-values';

export type ProgramOutcome =
  | { readonly ok: true; readonly value: boolean | string | null }
  | {
      readonly ok: false;
      /** A sentence for the owner of the program. */
      readonly fault: string;
      /** It was stopped: it took too much time or memory. */
      readonly isOverBudget: boolean;
      /** Of a filter that cannot be parsed: the character, from 0. */
      readonly position?: number;
    };

export interface ProgramRequest {
  readonly kind: ProgramKind;
  readonly program: string;
  /** JSON texts. */
  readonly inputs: readonly string[];
  /** Whose share of the processor it takes; see `shareOf`. */
  readonly share: string;
  /** Ends the run where it is: what was done so far is the result. */
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

/** Whose programs share a budget: those of one person, of one company; each of the system's has one of its own. */
export function shareOf(endpoint: {
  id: string;
  ownerType: string;
  userId?: string | null;
  companyId?: string | null;
}) {
  if (endpoint.ownerType === 'user') return `user ${endpoint.userId ?? endpoint.id}`;
  return endpoint.ownerType === 'company' ? `company ${endpoint.companyId ?? endpoint.id}` : `system ${endpoint.id}`;
}
