import { counted, countInFigures } from '../imports/import-words.ts';
import type { Simulation } from './scoring-queries.ts';

/** A share in whole percent; a dash where there is nothing to share. */
export const percent = (share: number | null): string => (share === null ? '–' : `${Math.round(100 * share)} %`);

/** What the proposed rules do to the candidates, in a sentence. */
export const candidatesInWords = ({ leads, candidates, flagged, unflagged }: Simulation['open']): string => {
  if (leads === 0) return 'There is no open lead, so nothing would change.';
  if (flagged === 0 && unflagged === 0) {
    return `Of ${counted(leads, 'open lead')}, the same ${countInFigures(candidates.before)} would be candidates.`;
  }
  const come =
    flagged > 0 ? `${countInFigures(flagged)} would become ${flagged === 1 ? 'a candidate' : 'candidates'}` : '';
  const go =
    unflagged > 0
      ? `${countInFigures(unflagged)} would be ${unflagged === 1 ? 'a candidate' : 'candidates'} no more`
      : '';
  return `Of ${counted(leads, 'open lead')}, ${[come, go].filter(Boolean).join(' and ')}.`;
};

/** What is missing before closed leads can tell how good rules are; nothing when nothing is. */
export const missingEnds = ({ converted, disqualified }: Simulation['closed']): string | undefined => {
  if (converted + disqualified === 0) {
    return 'No lead is closed yet. Once some are converted and others disqualified, this tells how well the rules tell one from the other.';
  }
  if (converted === 0) return 'No lead is converted yet. Without any, nobody can say whom the rules should have found.';
  if (disqualified === 0)
    return 'No lead is disqualified yet. Without any, precision says little: every candidate that was closed has converted.';
  return undefined;
};

const BAND = 10;

/** The scores of a bar of the histogram: `0–9`, …, `90–100`. */
export const bandName = (bar: number): string => (bar === 9 ? '90–100' : `${bar * BAND}–${bar * BAND + BAND - 1}`);
