export const RANGES = ['24h', '7d'] as const;
export type Range = (typeof RANGES)[number];
