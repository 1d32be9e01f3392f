/** A file as a spreadsheet in Germany writes it: semicolons, Windows-1252, headers in German. */
export interface AList {
  readonly name: string;
  readonly bytes: Buffer;
  /** Rows below the header that are all right, that say nothing new, and that cannot be taken. */
  readonly good: number;
  readonly doubles: number;
  readonly bad: number;
}

const HEADER = 'Vorname;Nachname;E-Mail;Firma;Telefon;Bemerkung';

const cells = (number: number, mark: string): string[] => [
  'Jörg',
  `Müller ${number}`,
  `joerg.${mark}.${number}@list-${mark}.example`,
  `Gießerei ${number} GmbH`,
  `+49 30 ${200_000 + number}`,
  `Stand ${number}`,
];

const addressIn = (mark: string, number: number): string => cells(number, mark)[2] ?? '';

/** A list of 300 people, with rows that are double, have no address that can be one, or say nothing of anybody. */
export const aList = (mark: string): AList => {
  let doubles = 0;
  let bad = 0;
  const rows = Array.from({ length: 300 }, (_, index) => {
    const row = cells(index + 1, mark);
    if (index % 50 === 20) {
      doubles += 1;
      row[2] = addressIn(mark, index);
    }
    if (index % 60 === 33) {
      bad += 1;
      row[2] = 'no address';
    }
    if (index % 100 === 77) {
      bad += 1;
      return ';;;;;nobody';
    }
    return row.join(';');
  });
  return {
    name: `messe-${mark}.csv`,
    bytes: Buffer.from(`${[HEADER, ...rows].join('\r\n')}\r\n`, 'latin1'),
    good: 300 - doubles - bad,
    doubles,
    bad,
  };
};

/** A list of more than one part of an upload: few rows, each with much to say. */
export const aLargeList = (mark: string): { readonly name: string; readonly bytes: Buffer } => {
  const note = 'Met at the stand and asked for a quote. '.repeat(80);
  const rows = Array.from({ length: 3000 }, (_, index) => `${addressIn(mark, index)},Person ${index},${note}`);
  return { name: `large-${mark}.csv`, bytes: Buffer.from(`Email,Last name,Notes\n${rows.join('\n')}\n`) };
};
