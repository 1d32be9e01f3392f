import { domainToASCII } from 'node:url';
import * as z from 'zod';

/** A moment as ISO 8601 in UTC, with milliseconds. */
export const instant = z.iso.datetime().meta({ description: 'ISO 8601, UTC' });

/** A calendar day as YYYY-MM-DD. */
export const calendarDay = z.iso.date();

/** An opaque record id. */
export const recordId = z.string().min(1).max(64);

/** Half a surrogate pair has no UTF-8, so the table could not keep it. */
const wellFormed = (text: string): string => text.toWellFormed();

/** One line of text: trimmed, without control characters, within a length in characters. */
export const line = (max: number) =>
  z
    .string()
    .overwrite(wellFormed)
    .trim()
    .max(max)
    .regex(/^[^\p{Cc}]*$/u, 'must be one line of text');

/** Text over several lines: trimmed, within a length in characters. */
export const text = (max: number) => z.string().overwrite(wellFormed).trim().max(max);

/** The address with its domain in ASCII, the form that every mail server knows (RFC 5891). */
const asciiDomain = (address: string): string => {
  const at = address.lastIndexOf('@');
  return at < 0 ? address : `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1)) || address.slice(at + 1)}`;
};

/** An address, at most 254 characters (RFC 5321, section 4.5.3.1.3). */
export const emailAddress = z
  .string()
  .trim()
  .overwrite(asciiDomain)
  .max(254)
  .pipe(z.email('must be an e-mail address'));

export const phoneNumber = line(40).regex(/^[0-9+()./ \-extEXT#]*$/, 'must be a phone number');

/** A field of a PATCH: left out it stays, null or an empty text empties it. */
export const emptyable = <T extends z.ZodType>(field: T) =>
  z
    .union([z.literal(''), field])
    .nullable()
    .transform((value) => (value === null || value === '' ? undefined : value))
    .optional();

/** Who did something: a user's id and the name at that time. */
export const actorRef = z.object({ id: z.string(), name: z.string() });

export const idParams = z.object({ id: recordId });

/** Page size and place of a list. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(1000).optional(),
};

/** A page of a list: the items, and the cursor of the next page or null at the end. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
