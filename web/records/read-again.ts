import type { QueryClient } from '@tanstack/react-query';

/** What hangs together: a touch with a contact is the account's last touch too, a won deal makes a customer. */
const RECORDS = ['leads', 'accounts', 'contacts', 'opportunities', 'timeline'];

/** Has every record that is shown read again, and every other one when it is shown next. */
export const readRecordsAgain = async (cache: QueryClient): Promise<void> => {
  await Promise.all(RECORDS.map((part) => cache.invalidateQueries({ queryKey: [part] })));
};
