import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const mailSchema = z.object({
  /** Sorts by time. */
  id: z.string(),
  /** ISO 8601. */
  sentAt: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  bcc: z.array(z.string()),
  replyTo: z.array(z.string()),
  subject: z.string(),
  text: z.string().optional(),
  html: z.string().optional(),
});

/** A mail that a function sent. */
export type KeptMail = z.output<typeof mailSchema>;

export interface Mailbox {
  /** Keeps a mail and gives its id. */
  keep(mail: Omit<KeptMail, 'id' | 'sentAt'>): string;
  /** The mails, newest first. */
  list(): KeptMail[];
  /** One mail, or undefined. */
  find(id: string): KeptMail | undefined;
}

const ending = '.json';
const idPattern = /^\d{13}-[0-9a-f]{16}$/;

/** The mails of a run as files in `<dataDir>/mail/`, one each, kept between runs. */
export function openMailbox(dataDir: string): Mailbox {
  const folder = join(dataDir, 'mail');
  mkdirSync(folder, { recursive: true });
  const fileOf = (id: string) => join(folder, `${id}${ending}`);
  const read = (id: string) => mailSchema.parse(JSON.parse(readFileSync(fileOf(id), 'utf8')));
  const ids = () =>
    readdirSync(folder)
      .filter((name) => name.endsWith(ending))
      .map((name) => name.slice(0, -ending.length))
      .filter((id) => idPattern.test(id));
  return {
    keep: (mail) => {
      const now = Date.now();
      const id = `${String(now).padStart(13, '0')}-${randomBytes(8).toString('hex')}`;
      const kept: KeptMail = { id, sentAt: new Date(now).toISOString(), ...mail };
      // Renamed into its place, so that a kill leaves a whole mail or none.
      writeFileSync(`${fileOf(id)}.part`, `${JSON.stringify(kept, undefined, 2)}\n`);
      renameSync(`${fileOf(id)}.part`, fileOf(id));
      return id;
    },
    list: () => ids().sort().reverse().map(read),
    find: (id) => (ids().includes(id) ? read(id) : undefined),
  };
}
