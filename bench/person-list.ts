import type { ListFile } from '../test/integration/import-client.ts';

const FIRST_NAMES = ['Robin', 'Ama', 'Jörg', 'Zoë', 'Mateus', 'Ingrid', 'Yusuf', 'Chloé'];
const TITLES = ['Head of Sales', 'Buyer', 'Einkäuferin', 'CTO', 'Office manager', ''];
const CITIES = ['Köln', 'Lyon', 'Porto', 'Leeds', 'Gdańsk'];
/** People of one company. */
const COMPANY_SIZE = 4;

const lineOf = (row: number, name: string): string => {
  const company = Math.floor(row / COMPANY_SIZE);
  const pick = (from: readonly string[]): string => from[(row * 7 + company) % from.length] ?? '';
  const person = `${pick(FIRST_NAMES)},Muster${row},robin.${row}@company-${company}-${name}.example`;
  return `${person},"Company ${company}, Ltd.",${pick(TITLES)},${pick(CITIES)}\n`;
};

/** A purchased list of so many people: name, e-mail, company and title, and a city that nothing is made of. `name` makes its people different from those of other lists. */
export const aPersonList = (rows: number, name: string): ListFile => {
  const lines: string[] = ['First name,Last name,Email,Company,Job title,City\n'];
  const pieces: Buffer[] = [];
  for (let row = 0; row < rows; row += 1) {
    lines.push(lineOf(row, name));
    if (lines.length < 10_000) continue;
    pieces.push(Buffer.from(lines.join('')));
    lines.length = 0;
  }
  return { name: `${name}.csv`, bytes: Buffer.concat([...pieces, Buffer.from(lines.join(''))]) };
};
