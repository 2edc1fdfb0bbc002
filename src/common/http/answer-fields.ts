/** Ids and times that all examples share. */
export const EXAMPLE_ID = '019a0000-0000-7000-8000-000000000001';
export const EXAMPLE_OTHER_ID = '019a0000-0000-7000-8000-000000000002';
export const EXAMPLE_TIME = '2026-01-31T09:30:00.000Z';

/** Fields as `@ApiProperty` takes them, without an example. */
export const UUID_FIELD = { type: 'string', format: 'uuid' } as const;
export const MAYBE_UUID_FIELD = { ...UUID_FIELD, nullable: true } as const;
export const TIME_FIELD = { type: 'string', format: 'date-time' } as const;
export const MAYBE_TIME_FIELD = { ...TIME_FIELD, nullable: true } as const;

/** Fields of answers that events carry too. What may be null is null in its example unless a class says otherwise. */
export const UUID = { ...UUID_FIELD, example: EXAMPLE_ID } as const;
export const OTHER_UUID = { ...UUID_FIELD, example: EXAMPLE_OTHER_ID } as const;
export const MAYBE_UUID = { ...MAYBE_UUID_FIELD, example: null } as const;
export const TIME = { ...TIME_FIELD, example: EXAMPLE_TIME } as const;
export const MAYBE_TIME = { ...MAYBE_TIME_FIELD, example: null } as const;
export const MAYBE_TEXT = { type: 'string', nullable: true, example: null } as const;
export const VERSION = { type: 'integer', description: 'Also the ETag.', example: 1 } as const;
