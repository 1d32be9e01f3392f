import { invalid, type SluiceError } from '../errors.ts';

const SAVE_AS_CSV = 'Open it and save it as CSV UTF-8.';
const EXPORT_AS_CSV = 'Export the list as CSV.';

/** What begins with certain bytes (https://en.wikipedia.org/wiki/List_of_file_signatures), and what to do about it. */
const SIGNATURES: readonly (readonly [bytes: readonly number[], what: string, remedy: string])[] = [
  // The format of Excel before 2007 (https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb).
  [[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], 'an old Excel workbook (.xls)', SAVE_AS_CSV],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document', EXPORT_AS_CSV],
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG picture', EXPORT_AS_CSV],
  [[0xff, 0xd8, 0xff], 'a JPEG picture', EXPORT_AS_CSV],
  [[0x47, 0x49, 0x46, 0x38], 'a GIF picture', EXPORT_AS_CSV],
  [[0x1f, 0x8b], 'a gzip archive', 'Unpack it and upload the CSV file inside.'],
  [[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], 'a 7-Zip archive', 'Unpack it and upload the CSV file inside.'],
  [[0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], 'a RAR archive', 'Unpack it and upload the CSV file inside.'],
];

const ZIP = [0x50, 0x4b];
/** What follows `PK` in an archive with files, an empty one, and one in parts (APPNOTE.TXT 4.3). */
const ZIP_KINDS = [0x0304, 0x0506, 0x0708];

const TEXTS: readonly (readonly [pattern: RegExp, what: string, remedy: string])[] = [
  [/^<(?:!doctype html|html|head|body|table|meta|script)\b/i, 'a web page (HTML)', EXPORT_AS_CSV],
  [/^<\?xml[^>]*>\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html)\b/is, 'a web page (HTML)', EXPORT_AS_CSV],
  [/^<\?xml[^>]*>\s*<\?mso-application\b/i, 'an Excel workbook saved as XML', SAVE_AS_CSV],
  [/^<(?:\?xml\b|!--|!doctype\b|[a-z][\w:.-]*(?:\s[^<>]*)?\/?>\s*(?:<|$))/i, 'an XML document', EXPORT_AS_CSV],
  [/^\{\s*(?:["}]|$)|^\[\s*(?:[{[\]"\d-]|$)/, 'a JSON document', EXPORT_AS_CSV],
  [/^\{\\rtf/, 'a text document (RTF)', SAVE_AS_CSV],
  [/^BEGIN:VCARD/i, 'a file of vCards', EXPORT_AS_CSV],
  [/^MIME-Version:/i, 'an e-mail or a web archive', EXPORT_AS_CSV],
];

/** The error that says what a file is, and what to do. */
export const notAList = (what: string, remedy: string): SluiceError =>
  invalid('not-a-list', `This is ${what}, not a list. ${remedy}`);

const beginsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

const zipError = (head: Uint8Array): SluiceError | undefined => {
  const kind = ((head[2] ?? 0) << 8) | (head[3] ?? 0);
  if (!beginsWith(head, ZIP) || !ZIP_KINDS.includes(kind)) return undefined;
  const names = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  // Names of files stand in an archive as they are: workbooks keep theirs in the folder `xl`, OpenDocument begins with its media type.
  if (/xl\/|\[Content_Types\]\.xml/.test(names)) return notAList('an Excel workbook', SAVE_AS_CSV);
  if (names.includes('opendocument.spreadsheet')) return notAList('an OpenDocument spreadsheet', SAVE_AS_CSV);
  return notAList('a ZIP archive', 'Unpack it and upload the CSV file inside.');
};

/** The error for a file whose first bytes say that it is no list. */
export const notAListByBytes = (head: Uint8Array): SluiceError | undefined => {
  const [, what, remedy] = SIGNATURES.find(([signature]) => beginsWith(head, signature)) ?? [];
  return what !== undefined && remedy !== undefined ? notAList(what, remedy) : zipError(head);
};

/** The error for a file whose first characters say that it is no list. */
export const notAListByText = (head: string): SluiceError | undefined => {
  const text = head.trimStart();
  if (text.trim() === '') return notAList('an empty file', 'Choose another file.');
  const [, what, remedy] = TEXTS.find(([pattern]) => pattern.test(text)) ?? [];
  return what !== undefined && remedy !== undefined ? notAList(what, remedy) : undefined;
};
