import type { UploadRequest } from './browser.js';
import { CarillonError, errorOf } from './carillon-error.js';

export interface FormUpload {
  readonly url: string;
  readonly form: FormData;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** 0 to 1. */
  readonly onProgress?: (ratio: number) => void;
}

/**
 * POSTs a form with an XMLHttpRequest. There is no time limit: a large file over a slow line takes as long as it takes.
 *
 * @returns the body of the answer
 * @throws CarillonError
 */
export function uploadForm<T>(
  Request: new () => UploadRequest,
  { url, form, headers, signal, onProgress }: FormUpload,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const request = new Request();
    const stop = () => request.abort();
    request.open('POST', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', ({ lengthComputable, loaded, total }) => {
      if (lengthComputable && total > 0) onProgress?.(loaded / total);
    });
    request.addEventListener('load', () => {
      const body = parsed(request.responseText);
      if (request.status < 300) resolve(body as T);
      else reject(errorOf(answerOf(request), body));
    });
    request.addEventListener('error', () => reject(unreachable(url)));
    request.addEventListener('abort', () => reject((signal?.reason as Error | undefined) ?? unreachable(url)));
    request.addEventListener('loadend', () => signal?.removeEventListener('abort', stop));
    signal?.addEventListener('abort', stop);
    request.send(form);
    if (signal?.aborted === true) stop();
  });
}

function unreachable(url: string): CarillonError {
  return new CarillonError({ status: 0, code: 'unreachable', detail: `POST ${url} got no answer.` });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The parts of a `Response` that reading an error needs. */
function answerOf(request: UploadRequest): Response {
  const retryAfter = request.getResponseHeader('retry-after');
  return new Response(null, {
    status: request.status,
    headers: retryAfter === null ? {} : { 'retry-after': retryAfter },
  });
}
