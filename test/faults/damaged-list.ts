import { randomFrom } from './random.ts';

/** What a plan must say of a row. */
export type ExpectedState = 'create' | 'update' | 'unchanged' | 'duplicate' | 'contact' | 'rejected';

export interface ExpectedRow {
  /** As a spreadsheet counts it: the header is row 1, and blank rows count. */
  readonly row: number;
  readonly state: ExpectedState;
  /** The address of a row that is about somebody, as a lead keeps it. */
  readonly email: string | undefined;
}

/** Somebody who is a lead before the list comes. */
export interface KnownPerson {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
}

export interface DamagedList {
  readonly name: string;
  readonly bytes: Buffer;
  readonly rows: readonly ExpectedRow[];
  /** Who must be leads already, so that rows about them say something new of them, or nothing. */
  readonly known: readonly KnownPerson[];
}

const HEADER = 'Vorname;Nachname;E-Mail;Firma;Position;Telefon;Ort;Bemerkung';
const [FIRST_NAME, LAST_NAME, EMAIL, COMPANY, TITLE, PHONE, CITY, NOTE] = [0, 1, 2, 3, 4, 5, 6, 7];

/** A row as it stands in the file, and what a plan must say of it; `undefined` for a blank one. */
interface Line {
  readonly text: string;
  readonly says: Omit<ExpectedRow, 'row'> | undefined;
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

const joined = (cells: readonly string[], changes: Readonly<Record<number, string>> = {}): string =>
  cells.map((cell, column) => changes[column] ?? cell).join(';');

/**
 * A list of so many rows as lists are: in German, parted by semicolons, the first half UTF-8 and the second Windows-1252, because somebody joined two, with every defect that
 * a list can have. The same seed makes the same list. `contact` is the address of somebody who is a contact.
 */
export const aDamagedList = (count: number, { seed, contact }: { seed: number; contact: string }): DamagedList => {
  const random = randomFrom(seed);
  const known: KnownPerson[] = [];
  const earlier: { readonly cells: readonly string[]; readonly email: string | undefined }[] = [];
  let number = 0;

  const somebody = (): string[] => {
    number += 1;
    return [
      random.pick(['Jörg', 'Zoë', 'Anna', 'René']),
      `Müller${number}`,
      `person.${number}@firma-${number % 700}.example`,
      `Gießerei ${number} GmbH`,
      random.pick(['Einkäufer', 'Head of IT', '']),
      random.chance(0.3) ? `+49 30 ${200_000 + number}` : '',
      'Köln',
      '',
    ];
  };

  const created = (text: (cells: readonly string[]) => string, change: (cells: string[]) => void = () => undefined) => {
    const cells = somebody();
    change(cells);
    const email = cells[EMAIL] || undefined;
    earlier.push({ cells, email });
    return { text: text(cells), says: { state: 'create', email } } as const;
  };
  const rejected = (text: string) => ({ text, says: { state: 'rejected', email: undefined } }) as const;

  /** A row about a lead that exists; with a title it says something new. */
  const aboutKnown = (title: string): Line => {
    const cells = somebody();
    const [firstName = '', lastName = '', email = '', company = ''] = cells;
    cells[TITLE] = title;
    cells[PHONE] = '';
    known.push({ firstName, lastName, email, company });
    earlier.push({ cells, email });
    return { text: joined(cells), says: { state: title === '' ? 'unchanged' : 'update', email } };
  };

  /** Somebody of an earlier row, anywhere before, with the address in another spelling and other things said. */
  const again = (): Line => {
    const { cells, email } = random.pick(earlier);
    const other =
      email === undefined
        ? { [LAST_NAME]: cells[LAST_NAME]?.toUpperCase() ?? '' }
        : { [EMAIL]: random.pick([email.toUpperCase(), `mailto:${email}`, `  ${email} `]), [COMPANY]: 'Andere AG' };
    return { text: joined(cells, other), says: { state: 'duplicate', email } };
  };

  const ADDRESSLESS = (cells: string[]) => {
    cells[EMAIL] = '';
    cells[PHONE] = '';
  };
  const KINDS: readonly (readonly [share: number, line: () => Line])[] = [
    [24, () => created((cells) => joined(cells))],
    [
      3,
      () => created((cells) => joined(cells, { [NOTE]: quoted('Am Stand getroffen;\r\nmöchte "bald"\nein Angebot') })),
    ],
    [
      3,
      () =>
        created(
          (cells) => cells.slice(0, COMPANY + 1).join(';'),
          (cells) => cells.fill('', TITLE),
        ),
    ],
    [2, () => created((cells) => `${joined(cells)};;; `)],
    [2, () => created((cells) => joined(cells, { [CITY]: 'Rohr 5" lang' }))],
    [2, () => created((cells) => joined(cells, { [COMPANY]: quoted('=HYPERLINK("http://x.example";"Hier")') }))],
    [3, () => created((cells) => joined(cells), ADDRESSLESS)],
    [
      1,
      () =>
        created(
          (cells) => joined(cells),
          (cells) => cells.splice(EMAIL, 4, '', '', '', `+49 30 ${number + 900_000}`),
        ),
    ],
    [2, () => aboutKnown('Geschäftsführer')],
    [2, () => aboutKnown('')],
    [1, () => ({ text: joined(somebody(), { [EMAIL]: contact }), says: { state: 'contact', email: contact } })],
    [36, again],
    [
      4,
      () => rejected(joined(somebody(), { [EMAIL]: random.pick(['keine', 'a@', 'a b@c.example', '@firma.example']) })),
    ],
    [3, () => rejected(joined(somebody(), { [PHONE]: random.pick(['4,91511E+11', '4.9E+12']) }))],
    [3, () => rejected(joined(['Jörg', '', '', '', '', '', 'Köln', 'sonst nichts']))],
    [2, () => rejected(`${joined(somebody())};zu viel`)],
    [2, () => rejected(joined(somebody(), { [FIRST_NAME]: '"Jörg' }))],
    [2, () => ({ text: random.pick(['', ';;;;;;;', '  ', '"";" ";;;;;;']), says: undefined })],
  ];

  const lines: Line[] = [];
  while (lines.length < count) {
    // Those who come again need somebody who came before.
    const line = random.weighted(KINDS);
    if (line !== again || earlier.length > 0) lines.push(line());
  }
  const half = Math.floor(count / 2);
  const textOf = (some: readonly Line[]) => some.map(({ text }) => `${text}\r\n`).join('');
  return {
    name: 'messe-köln.csv',
    bytes: Buffer.concat([
      Buffer.from(`${HEADER}\r\n${textOf(lines.slice(0, half))}`, 'utf8'),
      Buffer.from(textOf(lines.slice(half)), 'latin1'),
    ]),
    rows: lines.flatMap(({ says }, index) => (says ? [{ row: index + 2, ...says }] : [])),
    known,
  };
};
