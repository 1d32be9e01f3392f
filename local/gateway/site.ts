import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import type { GatewayResponse } from './response.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

async function read(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch {
    return undefined; // not there, or a folder: the caller answers 404
  }
}

/**
 * Gives a function that answers from a folder of static files. A path without a dot that is no file is a page of a
 * single page app and gets index.html; undefined when there is nothing to answer with.
 */
export function createSite(
  folder: string,
): (path: string, ifNoneMatch: string | undefined) => Promise<GatewayResponse | undefined> {
  return async (path, ifNoneMatch) => {
    let decoded: string;
    try {
      decoded = decodeURIComponent(path);
    } catch {
      return undefined; // no file has a name that cannot be decoded
    }
    if (decoded.includes('\0')) return undefined;
    // normalize() of an absolute path cannot climb out of the folder.
    const file = normalize(decoded.endsWith('/') ? `/${decoded}index.html` : `/${decoded}`);
    const isPage = !file.slice(file.lastIndexOf('/')).includes('.');
    const own = await read(join(folder, file));
    const served = own === undefined && (isPage || decoded.endsWith('/')) ? '/index.html' : file;
    const body = own ?? (served === file ? undefined : await read(join(folder, served)));
    if (body === undefined) return undefined;
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    const headers = {
      'content-type': contentTypes[extname(served)] ?? 'application/octet-stream',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      etag,
    };
    return ifNoneMatch === etag ? { statusCode: 304, headers, body: '' } : { statusCode: 200, headers, body };
  };
}
