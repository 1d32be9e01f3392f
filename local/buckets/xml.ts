const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
};

/** Gives an XML element of a text or of other elements, which are not escaped again. */
export function element(name: string, content: string | number | boolean | readonly string[]): string {
  const inner = Array.isArray(content)
    ? content.join('')
    : String(content).replace(/[&<>"\r\n]/g, (found) => entities[found] ?? found);
  return `<${name}>${inner}</${name}>`;
}

/** Gives the elements that say of something stored when that was (`modified` in milliseconds) and what it holds. */
export function writtenElements({ modified, etag }: { modified: number; etag: string }): string[] {
  return [element('LastModified', new Date(modified).toISOString()), element('ETag', `"${etag}"`)];
}

/** Gives the body of an error answer of S3, with elements of its own beside code and message. */
export function errorXml(code: string, message: string, extra: Readonly<Record<string, unknown>> = {}): string {
  const fields = Object.entries({ Code: code, Message: message, ...extra });
  const error = element(
    'Error',
    fields.map(([name, value]) => element(name, String(value))),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>${error}`;
}
