import { join } from 'node:path';
import { uploadTypesConfig } from './address-config.js';
import type { Environment } from './environment.js';
import { DEFAULT_UPLOAD_TYPES } from './upload-types.js';
import { isUrl } from './urls.js';

export interface UploadConfig {
  /** On the local disk: where files are stored, or wait on their way into the bucket. */
  readonly folder: string;
  readonly maxBytes: number;
  /** Content types, `image/*` or `*`; empty: nothing is accepted. */
  readonly types: readonly string[];
  /** Unset: files stay in `folder`. */
  readonly s3: S3Config | undefined;
}

export interface S3Config {
  readonly bucket: string;
  /** Unset: that of AWS in the region. */
  readonly endpoint: string | undefined;
  readonly region: string;
  /** Unset: the library looks where AWS's own tools do. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  /** Puts the bucket into the path instead of the host name. */
  readonly forcePathStyle: boolean;
  /** Empty, or ends with a slash. */
  readonly prefix: string;
}

const NAMES = [
  'S3_ENDPOINT',
  'S3_REGION',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
  'S3_FORCE_PATH_STYLE',
  'S3_PREFIX',
];

export function uploadConfig(env: Environment, dataDir: string): UploadConfig {
  return {
    folder: join(dataDir, 'uploads'),
    maxBytes: env.int('UPLOAD_MAX_BYTES', 25 * 1_048_576, { min: 1, max: 1_099_511_627_776 }),
    types: uploadTypesConfig(env, DEFAULT_UPLOAD_TYPES),
    s3: s3Config(env),
  };
}

function s3Config(env: Environment): S3Config | undefined {
  const bucket = env.optional('S3_BUCKET');
  if (bucket === undefined) {
    // Otherwise files meant for a bucket would pile up unseen on a local disk.
    const others = NAMES.filter((name) => env.optional(name) !== undefined);
    if (others.length > 0) env.problems.push(`S3_BUCKET must be set when ${others.join(', ')} is.`);
    return undefined;
  }
  const endpoint = endpointOf(env);
  return {
    bucket,
    endpoint,
    region: env.text('S3_REGION', 'us-east-1'),
    credentials: credentialsOf(env),
    // Services other than AWS seldom have a host name for each bucket.
    forcePathStyle: env.flag('S3_FORCE_PATH_STYLE', endpoint !== undefined),
    prefix: prefixOf(env),
  };
}

function endpointOf(env: Environment): string | undefined {
  const text = env.optional('S3_ENDPOINT');
  if (text !== undefined && (!isUrl(text) || !/^https?:$/.test(new URL(text).protocol))) {
    env.problems.push(`S3_ENDPOINT must be an http(s) URL, not "${text}".`);
  }
  return text;
}

function credentialsOf(env: Environment): S3Config['credentials'] {
  const accessKeyId = env.optional('S3_ACCESS_KEY_ID');
  const secretAccessKey = env.optional('S3_SECRET_ACCESS_KEY');
  if (accessKeyId !== undefined && secretAccessKey !== undefined) return { accessKeyId, secretAccessKey };
  if (accessKeyId !== secretAccessKey) {
    env.problems.push('S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY must be set together, or neither.');
  }
  return undefined;
}

function prefixOf(env: Environment): string {
  const text = env.text('S3_PREFIX', '').replace(/^\/+|\/+$/g, '');
  if (!/^[\w.!'()*-]*(\/[\w.!'()*-]+)*$/.test(text)) {
    env.problems.push(`S3_PREFIX must be names separated by slashes, such as carillon/files, not "${text}".`);
  }
  return text === '' ? '' : `${text}/`;
}
