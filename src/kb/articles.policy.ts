import { isStaff, STAFF_ONLY, type Viewer, type Visibility } from '../common/visibility.js';
import type { ArticleStatus } from './article.entity.js';

const EVERYONE: Visibility = { staff: true, userIds: [], managersOf: null, everyone: true };

/** Every signed-in person reads public articles; drafts, internal and archived ones are for staff. */
export function articleVisibility(article: { status: ArticleStatus }): Visibility {
  return isPublicStatus(article.status) ? EVERYONE : STAFF_ONLY;
}

export function isPublicStatus(status: unknown): boolean {
  return status === 'public';
}

export function mayWriteArticles(viewer: Viewer): boolean {
  return isStaff(viewer);
}
