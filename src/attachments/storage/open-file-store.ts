import { InvalidConfiguration, type AppConfig } from '../../common/config.js';
import type { AppLogger } from '../../common/logger.js';
import type { FileStore } from './file-store.js';
import { LocalFileStore } from './local-file-store.js';

/**
 * The store that the configuration asks for: here, and only here, its kind is chosen.
 *
 * @throws InvalidConfiguration when the bucket answers, and is not there or not for us
 */
export async function openFileStore(config: AppConfig, logger: AppLogger): Promise<FileStore> {
  const { uploads } = config;
  if (uploads.s3 === undefined) return new LocalFileStore(uploads.folder);
  // A large library, and most installations have no bucket.
  const { S3FileStore } = await import('./s3-file-store.js');
  const store = new S3FileStore(uploads.s3, uploads.folder);
  try {
    const fault = await store.findFault();
    if (fault !== undefined) throw new InvalidConfiguration([fault], config);
  } catch (error) {
    if (error instanceof InvalidConfiguration) throw error;
    // All else works without it, and it may come back at any time.
    logger.error('attachments.storage_unavailable', error);
  }
  return store;
}
