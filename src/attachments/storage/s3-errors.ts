import { S3ServiceException } from '@aws-sdk/client-s3';
import { AppError } from '../../common/errors.js';
import type { S3Config } from '../../common/upload-config.js';

const RETRY_AFTER_S = 30;

/** 503: the bucket does not answer or denies access. The reason goes to the log as the cause. */
export class StorageUnavailable extends AppError {
  constructor(cause: unknown) {
    super(503, 'storage_unavailable', 'The file store is unavailable. Try again in a minute.', {
      headers: { 'retry-after': String(RETRY_AFTER_S) },
    });
    this.cause = cause;
  }
}

/** For an object. A missing bucket does not show whether a file exists. */
export function isAbsent(error: unknown): boolean {
  return statusOf(error) === 404 && !(error instanceof Error && error.name === 'NoSuchBucket');
}

/** Worth a retry: the connection broke, or the server was overloaded. */
export function isTransient(error: unknown): boolean {
  const status = statusOf(error);
  return status === undefined || status === 429 || status >= 500;
}

/** @returns what to do about a bucket that denies access; undefined: retry later */
export function describeRefusal(error: unknown, { bucket, region }: S3Config): string | undefined {
  const status = statusOf(error);
  if (status === 404)
    return `There is no bucket "${bucket}" (S3_BUCKET). Create it, or correct its name or S3_ENDPOINT.`;
  if (status === 301) return `The bucket "${bucket}" is not in "${region}": set S3_REGION to the region that it is in.`;
  if (status === 400 || status === 401 || status === 403) {
    return (
      `The bucket "${bucket}" may not be used: check S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY and S3_REGION, and that ` +
      'they may list the bucket and get, put and delete its objects.'
    );
  }
  return undefined;
}

function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}
