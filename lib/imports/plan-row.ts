import * as z from 'zod';
import { emailIdentitySchema } from '../identity/email-identity-entity.ts';
import { leadSchema } from '../leads/lead-entity.ts';
import { ROW_REASON_CODES, ROW_STATES } from './row-state.ts';

const toldSchema = leadSchema
  .pick({
    email: true,
    firstName: true,
    lastName: true,
    company: true,
    title: true,
    phone: true,
    industry: true,
    employees: true,
    country: true,
    ownerId: true,
    custom: true,
    tags: true,
  })
  .extend({
    /** In E.164, where the import matches by phone. */
    e164: z.string().optional(),
    externalId: z.string().optional(),
  });

/** What a row says of a person. */
export type Told = z.output<typeof toldSchema>;

const schema = z.object({
  /** As a spreadsheet counts it. */
  row: z.number(),
  state: z.enum(ROW_STATES),
  reason: z.enum(ROW_REASON_CODES).optional(),
  /** The index of the column at fault, and what is wrong with it. */
  column: z.number().optional(),
  message: z.string().optional(),
  told: toldSchema,
  /** The lead or contact that the row is about; of a row that makes a lead, nothing. */
  leadId: z.string().optional(),
  contactId: z.string().optional(),
  /** Of a row that makes a lead: whose the address was before, where it is known. */
  known: emailIdentitySchema.optional(),
  /** Of a row that changes a lead: the lead as it was. */
  before: leadSchema.optional(),
});

/** What the plan says of one row. It lies in S3, and so does the lead as it was before, for the undo. */
export type PlanRow = z.output<typeof schema>;

/** The rows of a chunk, as they lie in S3. */
export const planRows = z.array(schema);
