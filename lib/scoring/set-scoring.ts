import { FIELD_SETTINGS } from '../fields/field-settings.ts';
import { readSettings, type Settings, writeSettings } from '../settings/settings-repository.ts';
import { type Desk, nowOf } from '../use-case.ts';
import { actorRef } from '../users/user-repository.ts';
import { checkScoring } from './check-scoring.ts';
import type { ScoringSet } from './scoring-contract.ts';
import { SCORING_SETTINGS } from './scoring-settings.ts';

/** Sets the scoring rules as of the version that was read. Errors: `invalid-fields` with the place of each fault, `version-mismatch`. */
export const setScoring = async (
  desk: Desk,
  expectedVersion: number,
  set: ScoringSet,
): Promise<Settings<ScoringSet>> => {
  checkScoring(set, (await readSettings(desk.table, FIELD_SETTINGS)).value);
  const by = await actorRef(desk.table, desk.actor);
  return writeSettings(desk.table, SCORING_SETTINGS, expectedVersion, { value: set, by, at: nowOf(desk) });
};
