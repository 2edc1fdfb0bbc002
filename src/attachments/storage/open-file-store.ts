import { InvalidConfiguration, type AppConfig } from '../../common/config.js';
import type { AppLogger } from '../../common/logger.js';
import type { FileStore } from './file-store.js';
import { LocalFileStore } from './local-file-store.js';

/**
 * Opens the store that the configuration names. The only place that chooses.
 *
 * @throws InvalidConfiguration when the bucket is missing or access is denied
 */
export async function openFileStore(config: AppConfig, logger: AppLogger): Promise<FileStore> {
  const { uploads } = config;
  if (uploads.s3 === undefined) return new LocalFileStore(uploads.folder);
  // Imported only when needed: a large library, and most installations have no bucket.
  const { S3FileStore } = await import('./s3-file-store.js');
  const store = new S3FileStore(uploads.s3, uploads.folder);
  try {
    const fault = await store.findFault();
    if (fault !== undefined) throw new InvalidConfiguration([fault], config);
  } catch (error) {
    if (error instanceof InvalidConfiguration) throw error;
    // Everything else works without the bucket, and it may come back at any time.
    logger.error('attachments.storage_unavailable', error);
  }
  return store;
}
