const PREFIX = 'LOCAL';

/** The access key id that tells a function's calls apart: letters and digits only, as some engines insist. */
export function accessKeyFor(functionId: string): string {
  return PREFIX + Buffer.from(functionId, 'utf8').toString('hex');
}

/** The function that an Authorization header (Signature Version 4) belongs to; the bare access key when it is nobody's. */
export function functionOf(authorization: string | undefined): string {
  const accessKey = /Credential=([^/\s]+)\//.exec(authorization ?? '')?.[1] ?? '';
  if (!accessKey.startsWith(PREFIX)) return accessKey;
  return Buffer.from(accessKey.slice(PREFIX.length), 'hex').toString('utf8');
}
