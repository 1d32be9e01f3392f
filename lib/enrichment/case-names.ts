import { caseName } from './case-name.ts';

const NAMES = ['firstName', 'lastName'] as const;

interface Names {
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
}

/** A person's names as they would write them, and the fields in which capitals and small letters are ours; see `caseName`. */
export const caseNames = <T extends Names>(given: T): { readonly fields: T; readonly cased: string[] } => {
  let fields = given;
  const cased: string[] = [];
  for (const name of NAMES) {
    const text = given[name];
    const written = text && caseName(text);
    if (written === text) continue;
    fields = { ...fields, [name]: written };
    cased.push(name);
  }
  return { fields, cased };
};
