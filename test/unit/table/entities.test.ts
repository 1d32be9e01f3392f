import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountEntity } from '../../../lib/accounts/account-entity.ts';
import { domainIdentityEntity } from '../../../lib/accounts/domain-identity-entity.ts';
import { timelineEntryEntity } from '../../../lib/activities/timeline-entry-entity.ts';
import { consentEntity } from '../../../lib/consent/consent-entity.ts';
import { contactEntity } from '../../../lib/contacts/contact-entity.ts';
import { formAliasEntity, formEntity, formVersionEntity } from '../../../lib/forms/form-entity.ts';
import { emailIdentityEntity } from '../../../lib/identity/email-identity-entity.ts';
import { externalEntity } from '../../../lib/identity/external-identity-entity.ts';
import { chunkEntity } from '../../../lib/imports/chunk-entity.ts';
import { contentEntity } from '../../../lib/imports/content-entity.ts';
import { importEntity } from '../../../lib/imports/import-entity.ts';
import { openStepEntity } from '../../../lib/imports/open-step-entity.ts';
import { rememberedMappingEntity } from '../../../lib/imports/remembered-mapping-entity.ts';
import { leadEntity } from '../../../lib/leads/lead-entity.ts';
import { leadOutcomeEntity } from '../../../lib/learned-scoring/lead-outcome-entity.ts';
import { learnedModelEntity, outcomeCountsEntity } from '../../../lib/learned-scoring/learned-entity.ts';
import { opportunityEntity } from '../../../lib/opportunities/opportunity-entity.ts';
import { currentSettingsEntity, pastSettingsEntity } from '../../../lib/settings/settings-entity.ts';
import { idempotencyEntity } from '../../../lib/submissions/idempotency-entity.ts';
import { submissionEntity } from '../../../lib/submissions/submission-entity.ts';
import { readSweepMark, writeSweepMark } from '../../../lib/submissions/sweep-mark-repository.ts';
import type { Entity, Item } from '../../../lib/table/item.ts';
import { TABLE_SCHEMA } from '../../../lib/table/table-schema.ts';
import { userEntity } from '../../../lib/users/user-entity.ts';
import * as arbitrary from '../arbitraries.ts';
import { NOW } from '../builders.ts';
import * as importRecords from '../imports/import-records.ts';
import { memoryTable } from '../memory-table.ts';

const INDEXES = Object.values(TABLE_SCHEMA.indexes);

const isKeyText = (value: unknown): boolean => typeof value === 'string' && value !== '' && value.isWellFormed();

/** An index holds what has its partition key, and then its sort key too, which two indexes may share; DynamoDB refuses an empty one. */
const hasSoundKeys = (item: Item): boolean =>
  isKeyText(item['pk']) &&
  isKeyText(item['sk']) &&
  INDEXES.every(({ partitionKey, sortKey }) => {
    const sort = item[sortKey];
    return item[partitionKey] === undefined
      ? sort === undefined || isKeyText(sort)
      : isKeyText(item[partitionKey]) && isKeyText(sort);
  });

const describeEntity = <T extends object>(entity: Entity<T>, records: fc.Arbitrary<T>): void => {
  describe(`a ${entity.type} in the table`, () => {
    it('comes back as it was stored', () => {
      fc.assert(
        fc.property(records, (record) => {
          const stored: Item = JSON.parse(JSON.stringify(entity.toItem(record)));
          expect(entity.fromItem(stored)).toEqual(record);
        }),
      );
    });

    it('says its type and version, and has whole keys', () => {
      fc.assert(
        fc.property(records, (record) => {
          const item = entity.toItem(record);
          expect(item).toMatchObject({ type: entity.type, v: 1 });
          expect(hasSoundKeys(item)).toBe(true);
        }),
      );
    });

    it('is an error, and no silent drop, in a version or of a type that is not known', () => {
      const item = fc.sample(records, { numRuns: 1, seed: 1 }).map((record) => entity.toItem(record))[0] ?? {};
      expect(() => entity.fromItem({ ...item, v: 2 })).toThrow(/version 2/);
      expect(() => entity.fromItem({ ...item, v: undefined })).toThrow(/version undefined/);
      expect(() => entity.fromItem({ ...item, type: 'comet' })).toThrow(/comet/);
    });
  });
};

describeEntity(leadEntity, arbitrary.leads);
describeEntity(submissionEntity, arbitrary.submissions);
describeEntity(timelineEntryEntity, arbitrary.timelineEntries);
describeEntity(accountEntity, arbitrary.accounts);
describeEntity(contactEntity, arbitrary.contacts);
describeEntity(opportunityEntity, arbitrary.opportunities);
describeEntity(userEntity, arbitrary.users);
describeEntity(emailIdentityEntity, arbitrary.emailIdentities);
describeEntity(domainIdentityEntity, arbitrary.domainIdentities);
describeEntity(idempotencyEntity, arbitrary.idempotencyRecords);
describeEntity(formEntity, arbitrary.forms);
describeEntity(formVersionEntity, arbitrary.forms);
describeEntity(formAliasEntity, arbitrary.formAliases);
describeEntity(consentEntity, arbitrary.consentEntries);
describeEntity(externalEntity, importRecords.externalIdentities);
describeEntity(importEntity, importRecords.imports);
describeEntity(chunkEntity, importRecords.chunks);
describeEntity(openStepEntity, importRecords.openSteps);
describeEntity(contentEntity, importRecords.importedFiles);
describeEntity(rememberedMappingEntity, importRecords.rememberedMappings);
describeEntity(leadOutcomeEntity, arbitrary.leadOutcomes);
describeEntity(outcomeCountsEntity, arbitrary.storedCounts);
describeEntity(learnedModelEntity, arbitrary.learnedRecords);
describeEntity(currentSettingsEntity, arbitrary.settingsVersions);
describeEntity(pastSettingsEntity, arbitrary.settingsVersions);

describe('the mark of the sweeper', () => {
  it('comes back as it was stored', async () => {
    const table = memoryTable();
    expect(await readSweepMark(table)).toBeUndefined();
    await writeSweepMark(table, { through: NOW - 1, sweptAt: NOW });
    expect(await readSweepMark(table)).toEqual({ through: NOW - 1, sweptAt: NOW });
  });
});
