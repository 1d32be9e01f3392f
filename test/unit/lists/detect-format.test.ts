import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../../lib/lists/detect-format.ts';
import { ENCODINGS, type Encoding } from '../../../lib/lists/list-format.ts';
import { encoded } from './a-list.ts';

const LIST = 'Vorname;Nachname;Größe\nJürgen;Weiß;1,80\nZoë;Núñez;1,65\n';

const detected = (text: string, encoding: Encoding = 'utf-8') => detectFormat(encoded(text, encoding));

describe('the encoding of a list', () => {
  it.each(ENCODINGS)('is found without a mark: %s', (encoding) => {
    expect(detected(LIST, encoding)).toEqual({ encoding, delimiter: ';', start: 0 });
  });

  it.each([
    ['utf-8', [0xef, 0xbb, 0xbf]],
    ['utf-16le', [0xff, 0xfe]],
    ['utf-16be', [0xfe, 0xff]],
  ] as const)('is told by a byte order mark, which is skipped: %s', (encoding, mark) => {
    const bytes = Buffer.concat([Uint8Array.from(mark), encoded(LIST, encoding)]);
    expect(detectFormat(bytes)).toEqual({ encoding, delimiter: ';', start: mark.length });
  });

  it('is UTF-8 although the end of the head cuts a character', () => {
    for (const last of ['ä', '€', '😀']) {
      const bytes = encoded(`name,city\nx,Köln${last}`);
      for (let cut = 1; cut < Buffer.byteLength(last); cut += 1) {
        expect(detectFormat(bytes.subarray(0, bytes.length - cut)).encoding).toBe('utf-8');
      }
    }
  });
});

describe('the delimiter of a list', () => {
  it.each([
    [',', 'a,b,c\n1,2,3\n'],
    [';', 'a;b;c\n1;2;3\n'],
    ['\t', 'a\tb\tc\n1\t2\t3\n'],
    ['|', 'a|b|c\n1|2|3\n'],
    [',', 'name,note\nx,"a;b;c;d"\ny,"e;f"\n'],
    [';', 'name;size\nx;1,5\ny;2,5\n'],
    [';', 'Name;Firma\nWeber, Jonas;Acme, Inc\nMaier, Eva;Beta, Inc\n'],
    [',', 'name, email, phone\na, b@c.example, 1\n'],
    [',', 'a,b,c,d\n1\n1,2\n1,2,3,4\n'],
    [',', 'Leads of March\n\na,b,c\n1,2,3\n4,5,6\n7,8,9\n'],
    [';', 'a;b;c'],
  ])('is %j in %j', (delimiter, text) => {
    expect(detected(text).delimiter).toBe(delimiter);
  });

  it('divides nothing in a list of one column', () => {
    expect(detected('email\na@b.example\nc@d.example\n').delimiter).toBe(',');
    expect(detected('name\nWeber, Jonas\nMaier, Eva\nBerg, Ida\n').delimiter).not.toBe(',');
  });

  it('is what the first line tells Excel, and that line is skipped', () => {
    expect(detected('sep=;\r\na;b\r\n')).toEqual({ encoding: 'utf-8', delimiter: ';', start: 7 });
    expect(detected('sep=,\na;b\n', 'utf-16le')).toEqual({ encoding: 'utf-16le', delimiter: ',', start: 12 });
  });
});

describe('what is no list', () => {
  const zip = (names: string) => Buffer.concat([Uint8Array.of(0x50, 0x4b, 3, 4), Buffer.from(names)]);
  it.each<[string, Uint8Array]>([
    ['an empty file', Buffer.alloc(0)],
    ['an empty file', Buffer.from(' \r\n\n')],
    ['an empty file', Uint8Array.of(0xef, 0xbb, 0xbf)],
    ['a web page', Buffer.from('\n<!DOCTYPE html><html><head></head></html>')],
    ['a web page', Buffer.from('<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html></html>')],
    ['a web page', Buffer.concat([Uint8Array.of(0xff, 0xfe), encoded('<html>\n<body>', 'utf-16le')])],
    ['an Excel workbook saved as XML', Buffer.from('<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>')],
    ['an XML document', Buffer.from('<?xml version="1.0"?><leads/>')],
    ['an XML document', Buffer.from('<leads>\n  <lead name="x"/></leads>')],
    ['a JSON document', Buffer.from('[\n  {"email": "a@b.example"}\n]')],
    ['a JSON document', Buffer.from('{"leads": []}')],
    ['an Excel workbook.', zip('[Content_Types].xml')],
    ['an Excel workbook.', zip('xl/workbook.xml')],
    ['an OpenDocument spreadsheet', zip('mimetypeapplication/vnd.oasis.opendocument.spreadsheet')],
    ['a ZIP archive', zip('leads.csv')],
    ['an old Excel workbook', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0)],
    ['a PDF document', Buffer.from('%PDF-1.7\n')],
    ['a PNG picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a)],
    ['a JPEG picture', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)],
    ['a GIF picture', Buffer.from('GIF89a')],
    ['a gzip archive', Uint8Array.of(0x1f, 0x8b, 8, 0)],
    ['a file of vCards', Buffer.from('BEGIN:VCARD\nVERSION:3.0\n')],
    ['a file of another kind', Uint8Array.from({ length: 400 }, (_, index) => (index * 7) % 256)],
    ['a file of another kind', Uint8Array.of(1, 2, 3, 4, 5, 6)],
    ['a single endless line', Buffer.alloc(70_000, 'x,')],
  ])('is refused as %s', (what, bytes) => {
    const sentence = what.endsWith('.') ? what.slice(0, -1) : what;
    expect(() => detectFormat(bytes)).toThrow(
      expect.objectContaining({ code: 'not-a-list', message: expect.stringContaining(`This is ${sentence}`) }),
    );
  });

  it('is told from a list that only looks a little like it', () => {
    for (const text of ['[Name],[Email]\na,b\n', 'PK,name\n1,x\n', 'GIF,name\n1,x\n', '<name>,<email>\na,b\n']) {
      expect(detected(text).delimiter).toBe(',');
    }
  });
});
