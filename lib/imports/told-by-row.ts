import { toE164, toInternational } from '../identity/phone.ts';
import type { MappedRecord } from '../lists/map-record.ts';
import type { RowRules } from './import-job.ts';
import type { PlanRow, Told } from './plan-row.ts';
import type { RowReason } from './row-state.ts';

type Rejection = Pick<PlanRow, 'state' | 'reason' | 'column' | 'message'>;

/** What a row says in the words of a lead, and why it cannot be taken, if it cannot. */
export interface ToldRow {
  readonly told: Told;
  readonly rejection: Rejection | undefined;
}

const rejected = (reason: RowReason, rest: Pick<PlanRow, 'column' | 'message'> = {}): Rejection => ({
  state: 'rejected',
  reason,
  ...rest,
});

/** The same as for a lead that a rep enters. */
const isEnough = ({ email, phone, lastName, company }: Told): boolean =>
  Boolean(email || phone || (lastName && company));

/** Reads a mapped record as what it says of a person; `ownerOf` knows people by name or address. */
export const toldByRow = (
  { options }: RowRules,
  { fields, externalId, owner, tags, custom, faults }: MappedRecord,
  ownerOf: (text: string) => string | undefined,
): ToldRow => {
  const ownerId = owner === undefined ? undefined : ownerOf(owner.text);
  const allFaults =
    owner !== undefined && ownerId === undefined
      ? [...faults, { column: owner.column, message: 'names nobody who works here' }]
      : faults;
  const { phoneCountry, matchBy } = options;
  const phone = fields.phone && phoneCountry ? toInternational(fields.phone, phoneCountry) : fields.phone;
  const told: Told = {
    ...fields,
    phone,
    ...(matchBy === 'phone' && { e164: toE164(phone) }),
    externalId,
    ownerId,
    custom: Object.keys(custom).length > 0 ? custom : undefined,
    tags: tags.length > 0 ? [...tags] : undefined,
  };
  const [fault] = allFaults;
  if (fault && options.invalidValues === 'reject-row') return { told, rejection: rejected('invalid-value', fault) };
  if (!isEnough(told)) return { told, rejection: rejected('too-little', fault) };
  return { told, rejection: undefined };
};
