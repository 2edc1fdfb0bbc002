/** Where a link of the repository leads on the site; undefined when it leads to no page. */
export function siteLink(page: string, href: string): string | undefined;
