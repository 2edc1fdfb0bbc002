import type { AppConfig } from '../../src/common/config.js';
import { reasonOf, wrong, type Finding } from './finding.js';

/** Whether the bucket of the files is there and ours; the local folder is checked with the rest of DATA_DIR. */
export async function checkStorage({ uploads }: Pick<AppConfig, 'uploads'>): Promise<Finding[]> {
  if (uploads.s3 === undefined) return [];
  const { S3FileStore } = await import('../../src/attachments/storage/s3-file-store.js');
  const store = new S3FileStore(uploads.s3, uploads.folder);
  try {
    const fault = await store.findFault();
    if (fault !== undefined) return [wrong(fault, 'Uploads and downloads would fail.')];
    return [{ ok: `Files go to the bucket "${uploads.s3.bucket}".` }];
  } catch (error) {
    const { endpoint } = uploads.s3;
    const where = endpoint ?? `AWS in ${uploads.s3.region}`;
    const reason = reasonOf(error instanceof Error && error.cause !== undefined ? error.cause : error);
    return [wrong(`The bucket does not answer: ${reason}.`, `Check S3_ENDPOINT (${where}) and the way there.`)];
  } finally {
    store.onApplicationShutdown();
  }
}
