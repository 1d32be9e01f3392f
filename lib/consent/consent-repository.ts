import { partyTimeline } from '../activities/timeline-entry-entity.ts';
import { isNew, type Table, type Write } from '../table/table.ts';
import { ConditionFailed } from '../table/write-errors.ts';
import { CONSENT_PREFIX, type ConsentEntry, consentEntity, consentKey } from './consent-entity.ts';

/** Writes an entry of the ledger, in the transaction of the use case in which the consent was given. */
export const addConsent = (entry: ConsentEntry): Write => ({
  label: 'consent',
  put: consentEntity.toItem(entry),
  condition: isNew,
});

/** Takes an entry out again, where what brought it is undone. */
export const removeConsent = (entry: ConsentEntry): Write => ({ label: 'consent', remove: consentKey(entry) });

/** Writes an entry by itself; one that is there already is as good. */
export const keepConsent = async (table: Table, entry: ConsentEntry): Promise<void> => {
  try {
    await table.put(consentEntity.toItem(entry), isNew);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
};

/** Entries of a person beyond this are not shown. */
const MOST = 200;

/** The consent ledger of a person, by purpose and then by time. */
export const listConsents = async (table: Table, partyId: string): Promise<ConsentEntry[]> => {
  const { items } = await table.query({ partition: partyTimeline(partyId), beginsWith: CONSENT_PREFIX, limit: MOST });
  return items.map((item) => consentEntity.fromItem(item));
};
