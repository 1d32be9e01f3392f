import type { ImportState } from '../../lib/imports/import-state.ts';
import { IMPORT_STATE_LABELS, IMPORT_STATE_TONES } from './import-words.ts';

/** Where an import stands. */
export const ImportStateChip = ({ state }: { readonly state: ImportState }) => (
  <span class={`chip ${IMPORT_STATE_TONES[state]}`}>{IMPORT_STATE_LABELS[state]}</span>
);
