const MOST_CHARACTERS = 80;

/** Lower-case ASCII words joined by hyphens; what no Latin letter stands for is left out. */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return words.slice(0, MOST_CHARACTERS).replace(/^-+|-+$/g, '') || 'article';
}

/** @returns `slug`, or the first of `slug-2`, `slug-3`, … that is not taken */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  if (!taken.has(slug)) return slug;
  for (let number = 2; ; number += 1) if (!taken.has(`${slug}-${number}`)) return `${slug}-${number}`;
}
