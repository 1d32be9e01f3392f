import { isNew, type Table, type Write } from '../table/table.ts';
import { type ExternalIdentity, externalEntity, externalKey } from './external-identity-entity.ts';

/** Whose some ids of a system are; those that are nobody's are left out. */
export const findExternals = async (
  table: Table,
  system: string,
  externalIds: readonly string[],
): Promise<ExternalIdentity[]> => {
  const items = await table.getMany([...new Set(externalIds)].map((externalId) => externalKey(system, externalId)));
  return items.map((item) => externalEntity.fromItem(item));
};

/** Gives an id to a lead; fails when it is somebody's. */
export const claimExternal = (identity: ExternalIdentity): Write => ({
  label: 'external-identity',
  put: externalEntity.toItem(identity),
  condition: isNew,
});

/** Takes an id from the lead that has it. */
export const releaseExternal = ({ system, externalId, leadId }: ExternalIdentity): Write => ({
  label: 'external-identity',
  remove: externalKey(system, externalId),
  condition: { text: 'leadId = :leadId', values: { ':leadId': leadId } },
});

/** Gives an id from the lead that has it to another one. */
export const passExternal = ({ leadId, ...identity }: ExternalIdentity, to: string): Write => ({
  label: 'external-identity',
  put: externalEntity.toItem({ ...identity, leadId: to }),
  condition: { text: 'leadId = :leadId', values: { ':leadId': leadId } },
});
